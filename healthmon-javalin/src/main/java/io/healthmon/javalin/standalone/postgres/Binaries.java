package io.healthmon.javalin.standalone.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * PostgreSQL's programs, unpacked from the class path into a folder that is named for their content: another build's are never
 * mistaken for these.
 */
final class Binaries {

    private static final Map<String, String> ARCHIVES = Map.of(
            "amd64", "/postgres-linux-x86_64.txz",
            "x86_64", "/postgres-linux-x86_64.txz",
            "aarch64", "/postgres-linux-arm_64.txz");

    private static final Duration SHORT = Duration.ofSeconds(20);
    private static final int HASH_CHARACTERS = 12;

    private final Path folder;

    private Binaries(Path folder) {
        this.folder = folder;
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** Unpacks the programs unless a former start did, and proves that they run here. */
    static Binaries install(Layout layout, Commands commands) {
        return install(layout, commands, System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    static Binaries install(Layout layout, Commands commands, String os, String arch) {
        URL archive = archive(os, arch);
        if (archive == null) {
            throw new EmbeddedPostgresException("there is no embedded PostgreSQL for " + os + " on " + arch
                    + "; set database.url to a server of your own");
        }
        try {
            Path folder = layout.home().resolve("bin-" + Layout.MAJOR + "-" + hash(archive));
            Binaries binaries = new Binaries(folder);
            // Slow is not broken: a server may be running from these.
            if (binaries.run(commands).exit().orElse(0) != 0) {
                unpack(archive, folder);
                binaries.verify(commands);
            }
            return binaries;
        } catch (IOException e) {
            throw Failures.io("PostgreSQL could not be unpacked into " + layout.home(), e);
        }
    }

    private static @Nullable URL archive(String os, String arch) {
        String name = os.equals("Linux") ? ARCHIVES.get(arch) : null;
        return name == null ? null : Binaries.class.getResource(name);
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        Path fresh = folder.resolveSibling(folder.getFileName() + ".new");
        Folders.delete(fresh);
        Folders.delete(folder);
        try (InputStream in = archive.openStream()) {
            Archive.unpack(in, Files.createDirectory(fresh));
        }
        Files.move(fresh, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    /** What the first program said that does not run, or the last one. */
    private Commands.Result run(Commands commands) {
        Commands.Result result = new Commands.Result(Optional.of(1), "");
        for (String program : List.of("initdb", "pg_ctl", "postgres")) {
            result = commands.run(SHORT, List.of(), List.of(program(program), "-V"));
            if (!result.ok()) {
                break;
            }
        }
        return result;
    }

    private void verify(Commands commands) {
        Commands.Result result = run(commands);
        if (!result.ok() || !result.output().startsWith("postgres (PostgreSQL) " + Layout.MAJOR + ".")) {
            throw new EmbeddedPostgresException("the embedded PostgreSQL does not run on this system ("
                    + Failures.cause(List.of(result.output())) + "); set database.url to a server of your own");
        }
    }

    private static String hash(URL archive) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream in = new DigestInputStream(archive.openStream(), digest)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest()).substring(0, HASH_CHARACTERS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
