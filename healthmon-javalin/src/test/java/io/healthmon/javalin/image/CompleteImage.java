package io.healthmon.javalin.image;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * Gives the image in a docker-archive what jib cannot (docs/adr/0006): a HEALTHCHECK, and a working directory that belongs to its
 * user. The build runs it after jib.
 *
 * <p>The archive's manifest names the configuration by its file, not by its digest, and layers may be plain tars: so one layer
 * is added, and two JSON files change.
 */
public final class CompleteImage {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JsonNode healthcheck;
    private String layerFile = "";

    private CompleteImage(JsonNode healthcheck) {
        this.healthcheck = healthcheck;
    }

    /** Takes the archive, which is replaced, and the file with the {@code Healthcheck} of a Docker image configuration. */
    public static void main(String[] args) throws IOException {
        Path image = Path.of(args[0]);
        Path completed = Path.of(args[0] + ".tmp");
        new CompleteImage(JSON.readTree(Path.of(args[1]).toFile())).complete(image, completed);
        Files.move(completed, image, StandardCopyOption.REPLACE_EXISTING);
    }

    /** jib writes the layers first, then the configuration, then the manifest that names them. */
    private void complete(Path image, Path completed) throws IOException {
        try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(image));
                TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(completed))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                switch (entry.getName()) {
                    case "config.json" -> configuration((ObjectNode) JSON.readTree(in.readAllBytes()), out);
                    case "manifest.json" -> manifest(JSON.readTree(in.readAllBytes()), out);
                    default -> {
                        out.putArchiveEntry(entry);
                        in.transferTo(out);
                        out.closeArchiveEntry();
                    }
                }
            }
        }
    }

    private void configuration(ObjectNode image, TarArchiveOutputStream out) throws IOException {
        ObjectNode config = image.withObjectProperty("config");
        config.set("Healthcheck", healthcheck);

        byte[] layer = directory(
                config.path("WorkingDir").asText(), config.path("User").asText());
        String digest = DigestUtils.sha256Hex(layer);
        image.withObjectProperty("rootfs").withArrayProperty("diff_ids").add("sha256:" + digest);
        image.withArrayProperty("history")
                .addObject()
                .put("created", image.path("created").asText())
                .put("created_by", "healthmon")
                .put("comment", "the working directory");
        layerFile = digest + ".tar";
        write(layerFile, layer, out);
        write("config.json", JSON.writeValueAsBytes(image), out);
    }

    private void manifest(JsonNode images, TarArchiveOutputStream out) throws IOException {
        if (layerFile.isEmpty()) {
            throw new IOException("the manifest comes before config.json: this version of jib writes another archive");
        }
        images.get(0).withArrayProperty("Layers").add(layerFile);
        write("manifest.json", JSON.writeValueAsBytes(images), out);
    }

    /** A layer with this directory alone, {@code user} being {@code uid:gid}. */
    private static byte[] directory(String path, String user) throws IOException {
        TarArchiveEntry directory = new TarArchiveEntry(path + "/");
        directory.setMode(TarArchiveEntry.DEFAULT_DIR_MODE);
        directory.setModTime(0);
        directory.setUserId(Integer.parseInt(user.substring(0, user.indexOf(':'))));
        directory.setGroupId(Integer.parseInt(user.substring(user.indexOf(':') + 1)));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream layer = new TarArchiveOutputStream(bytes)) {
            layer.putArchiveEntry(directory);
            layer.closeArchiveEntry();
        }
        return bytes.toByteArray();
    }

    private static void write(String name, byte[] content, TarArchiveOutputStream out) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setModTime(0);
        entry.setSize(content.length);
        out.putArchiveEntry(entry);
        out.write(content);
        out.closeArchiveEntry();
    }
}
