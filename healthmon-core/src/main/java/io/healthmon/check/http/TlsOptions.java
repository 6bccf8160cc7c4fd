package io.healthmon.check.http;

import io.healthmon.check.Options;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** From configured options to whom an HTTPS connection trusts: {@code tls} with {@code ca} and {@code insecure}. */
public final class TlsOptions {

    private TlsOptions() {}

    /**
     * Reads the section {@code tls}; without it the default.
     *
     * @throws io.healthmon.check.OptionException if the file is none, or both are given
     */
    public static Tls read(Options options) {
        Optional<Options> section = options.section("tls");
        if (section.isEmpty()) {
            return Tls.DEFAULT;
        }
        Options tls = section.get();
        Optional<Path> ca = tls.text("ca").map(text -> readable(tls, text));
        boolean insecure = tls.flag("insecure", false);
        if (insecure && ca.isPresent()) {
            throw tls.error("insecure", "trusts everybody, so ca would mean nothing; give one of them");
        }
        return new Tls(ca, insecure);
    }

    private static Path readable(Options tls, String text) {
        try {
            Path path = Path.of(text);
            if (Files.isRegularFile(path) && Files.isReadable(path)) {
                return path;
            }
        } catch (InvalidPathException e) {
            throw tls.error("ca", "is not a path; a PEM file with certificates is needed");
        }
        throw tls.error("ca", "is not a file that can be read; a PEM file with certificates is needed");
    }
}
