package io.healthmon.javalin.page;

import io.healthmon.access.Hashes;
import io.healthmon.javalin.wire.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The files that pages are made of besides themselves. All of them have one version, which is in their address and changes with any of
 * them: a browser asks for each once, and scripts find each other by relative addresses.
 */
public final class Assets {

    private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

    private static final Map<String, Asset> FILES = load();
    private static final String VERSION = version();

    private record Asset(String contentType, byte[] bytes) {}

    private Assets() {}

    private static Map<String, Asset> load() {
        Map<String, Asset> files = new LinkedHashMap<>();
        for (String own : new String[] {
            "page.css", "theme.js", "page.js", "service.js", "maintenance.js", "replay.js", "settings.js"
        }) {
            files.put(own, read(own, own));
        }
        for (String status : new String[] {"healthy", "degraded", "unknown", "unhealthy"}) {
            String icon = "icon-" + status + ".svg";
            files.put(icon, read(icon, icon));
        }
        files.put("htmx.js", read(HTMX + "htmx.min.js", "htmx.js"));
        files.put("uplot.js", read(UPLOT + "uPlot.iife.min.js", "uplot.js"));
        files.put("uplot.css", read(UPLOT + "uPlot.min.css", "uplot.css"));
        return files;
    }

    private static Asset read(String resource, String name) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is missing from the class path");
            }
            return new Asset(contentType(name), in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String contentType(String name) {
        if (name.endsWith(".css")) {
            return "text/css; charset=utf-8";
        }
        return name.endsWith(".js") ? "text/javascript; charset=utf-8" : "image/svg+xml";
    }

    private static String version() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        FILES.forEach((name, asset) -> {
            all.writeBytes(name.getBytes(StandardCharsets.UTF_8));
            all.writeBytes(asset.bytes);
        });
        return Hashes.of(all.toString(StandardCharsets.ISO_8859_1))
                .replaceAll("[^A-Za-z0-9]", "")
                .substring(0, 12);
    }

    /** The address of a file. */
    public static String path(String name) {
        if (!FILES.containsKey(name)) {
            throw new IllegalArgumentException("there is no asset " + name);
        }
        return "/assets/" + VERSION + "/" + name;
    }

    /** A file; empty if there is none of that name. One of another version is given as it is now, and not to be kept. */
    public static Optional<Answer> answer(String version, String name) {
        return Optional.ofNullable(FILES.get(name))
                .map(asset -> new Answer(
                        200,
                        asset.contentType,
                        asset.bytes,
                        Map.of(
                                "Cache-Control",
                                version.equals(VERSION) ? "public, max-age=31536000, immutable" : "no-cache")));
    }
}
