package io.healthmon.javalin.standalone.config;

import io.healthmon.javalin.tls.Tls;
import io.healthmon.javalin.tls.TlsException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Reads {@code server.tls}: {@code self-signed}, or files, which must be there and fit. */
final class TlsReader {

    private static final String KEY = "tls";
    private static final String SELF_SIGNED = "self-signed";

    private TlsReader() {}

    /** A certificate that is made by itself is for {@code host} too; its folder is named within {@code data-dir}. */
    static Optional<Tls> read(Section server, String host) {
        if (server.isGroup(KEY)) {
            return Optional.of(files(server.sectionOrEmpty(KEY)));
        }
        Optional<String> value = server.text(KEY);
        if (value.filter(text -> !text.equals(SELF_SIGNED)).isPresent()) {
            throw server.error(
                    KEY,
                    "'" + Source.shown(value.get()) + "' is not allowed; allowed are " + SELF_SIGNED
                            + ", and a certificate and a key");
        }
        return value.map(selfSigned -> new Tls.SelfSigned(Path.of("tls"), List.of(host)));
    }

    private static Tls files(Section tls) {
        Tls.Files files = new Tls.Files(file(tls, "certificate"), file(tls, "key"));
        try {
            files.read();
            return files;
        } catch (TlsException e) {
            throw tls.error(Source.shown(String.valueOf(e.getMessage())));
        }
    }

    private static Path file(Section tls, String key) {
        String text = tls.text(key).orElseThrow(() -> tls.error(key, "is missing; a file in PEM is needed"));
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw tls.error(key, "is not a path");
        }
    }
}
