package io.healthmon.check.http;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Whom an HTTPS check trusts.
 *
 * @param ca a PEM file with the certificate authorities to trust instead of the JVM's
 * @param insecure true to accept any certificate and any name
 */
public record Tls(Optional<Path> ca, boolean insecure) {
    /** The JVM's certificate authorities, names checked. */
    public static final Tls DEFAULT = new Tls(Optional.empty(), false);
}
