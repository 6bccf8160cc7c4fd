package io.healthmon.check.http;

import io.healthmon.time.MonitorClock;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.CertificateExpiredException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/** The TLS side of a connection: asks for and verifies the name of the URL, whichever address was dialled. */
final class NettyTls {

    private NettyTls() {}

    /** A handler whose arithmetic runs on {@code work}, so that handshakes do not hold up the other exchanges. */
    static SslHandler handler(HttpExchangeRequest request, SSLContext trust, Executor work) {
        Hop hop = request.hop();
        String name = hop.host().replaceAll("^\\[|]$", "");
        SSLEngine engine = trust.createSSLEngine(name, hop.port());
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        if (!request.spec().tls().insecure()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
        }
        serverName(name).ifPresent(told -> parameters.setServerNames(List.of(told)));
        engine.setSSLParameters(parameters);
        return new SslHandler(engine, work);
    }

    /** Told for hosts without a dot too, which the JDK leaves out; an address has none, nor has a host with an underscore. */
    private static Optional<SNIServerName> serverName(String host) {
        if (!host.chars().anyMatch(Character::isLetter) || host.indexOf(':') >= 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SNIHostName(host));
        } catch (IllegalArgumentException noDomainName) {
            return Optional.empty();
        }
    }

    /**
     * That the certificate of a session has expired since the session was made; null if not. A session that is resumed shows no
     * certificate, so that nobody else would notice.
     */
    static @Nullable Throwable expiredSince(SSLSession session, MonitorClock clock) {
        try {
            if (session.getPeerCertificates()[0] instanceof X509Certificate certificate) {
                Instant end = certificate.getNotAfter().toInstant();
                boolean validThen = end.isAfter(Instant.ofEpochMilli(session.getCreationTime()));
                return validThen && end.isBefore(clock.wall()) ? new CertificateExpiredException("since then") : null;
            }
        } catch (SSLPeerUnverifiedException anonymous) {
            return anonymous;
        }
        return null;
    }
}
