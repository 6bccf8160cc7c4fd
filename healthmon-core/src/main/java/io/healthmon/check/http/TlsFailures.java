package io.healthmon.check.http;

import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Says in a sentence why a TLS handshake failed. The JDK's own words differ between versions and name its classes. */
final class TlsFailures {

    private static final Map<Class<? extends Throwable>, String> BY_CAUSE = Map.of(
            CertificateExpiredException.class, "its certificate has expired",
            CertificateNotYetValidException.class, "its certificate is not valid yet",
            CertPathBuilderException.class, "its certificate is not signed by an authority that is trusted here",
            ClosedChannelException.class, "it closed the connection during the handshake");

    private record Hint(List<String> words, String sentence) {}

    private static final List<Hint> BY_WORDS = List.of(
            new Hint(
                    List.of("subject alternative", "no name matching", "no subject"),
                    "its certificate is for another name"),
            new Hint(
                    List.of("plaintext connection", "unrecognized ssl message", "not an ssl/tls record"),
                    "it does not speak TLS on this port"),
            new Hint(
                    List.of("protocol_version", "protocol version", "selected protocol"),
                    "it only speaks TLS versions that are not accepted here, such as 1.0 and 1.1"),
            new Hint(
                    List.of("certificate_required", "bad_certificate", "certificate_unknown"),
                    "it wants a client certificate or refuses the one it got"),
            new Hint(List.of("unrecognized_name"), "it does not know the name it was asked for"),
            new Hint(List.of("handshake_failure", "cipher"), "it shares no TLS version or cipher with the monitor"),
            new Hint(
                    List.of("remote host", "connection reset", "closed"),
                    "it closed the connection during the handshake"));

    private TlsFailures() {}

    /** What was wrong, to follow "the TLS handshake with X failed: ". */
    static String explain(List<Throwable> causes) {
        for (Throwable cause : causes) {
            for (Map.Entry<Class<? extends Throwable>, String> known : BY_CAUSE.entrySet()) {
                if (known.getKey().isInstance(cause)) {
                    return known.getValue();
                }
            }
        }
        for (Throwable cause : causes) {
            String words = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            for (Hint hint : BY_WORDS) {
                if (hint.words().stream().anyMatch(words::contains)) {
                    return hint.sentence();
                }
            }
        }
        return causes.stream().anyMatch(CertificateException.class::isInstance)
                ? "its certificate is not acceptable"
                : "no secure connection could be agreed on";
    }
}
