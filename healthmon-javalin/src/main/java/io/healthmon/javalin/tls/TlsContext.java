package io.healthmon.javalin.tls;

import io.healthmon.time.MonitorClock;
import java.time.Duration;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The server's side of TLS: 1.2 and 1.3, and of 1.2 only what keeps secrets for ever (ephemeral keys) and is authenticated as it is
 * encrypted. {@link #refresh} is called on one thread at a time.
 */
public final class TlsContext {

    /** How often the files are to be looked at. */
    public static final Duration REFRESH = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(TlsContext.class);

    private final Runnable renewal;
    private final Tls.Files files;
    private final SslContextFactory.Server factory = new SslContextFactory.Server();
    private Texts served;
    private Texts failing;
    private String complaint = "";

    /** What stood in the files, by which a change is told: a date that a copy keeps hides none. */
    private record Texts(String certificate, String key) {

        static Texts of(Tls.Files files) {
            return new Texts(Certified.text(files.certificate()), Certified.text(files.key()));
        }

        Certified parse(Tls.Files files) {
            return Certified.of(
                    files.certificate().toString(), certificate, files.key().toString(), key);
        }

        @Override
        public String toString() {
            return "Texts[***]";
        }
    }

    /**
     * Reads or makes the certificate.
     *
     * @throws TlsException if there is none to serve with
     */
    public TlsContext(Tls tls, MonitorClock clock) {
        if (tls instanceof Tls.SelfSigned its) {
            SelfSigned own = new SelfSigned(its, clock);
            this.renewal = own::ensure;
            this.files = own.files();
        } else {
            this.renewal = () -> {};
            this.files = (Tls.Files) tls;
        }
        renewal.run();
        this.served = Texts.of(files);
        this.failing = served;
        Certified certified = served.parse(files);
        use(factory, certified);
        factory.setIncludeProtocols("TLSv1.3", "TLSv1.2");
        factory.setIncludeCipherSuites(
                "TLS_AES_.*", "TLS_CHACHA20_.*", "TLS_ECDHE_.*_GCM_.*", "TLS_ECDHE_.*_CHACHA20_.*");
        factory.setRenegotiationAllowed(false);
        LOG.info("TLS with {}", described(certified));
        if (certified.validUntil().isBefore(clock.wall())) {
            LOG.warn("the certificate in {} ended at {}", files.certificate(), certified.validUntil());
        }
    }

    /** TLS before the protocol {@code next}. */
    public SslConnectionFactory connections(String next) {
        return new SslConnectionFactory(factory, next);
    }

    /** Takes what the files hold now for connections to come, if it has changed and can be served with. Blocks; never throws. */
    public void refresh() {
        try {
            renewal.run();
            Texts now = Texts.of(files);
            if (!now.equals(served)) {
                replace(now);
            }
        } catch (Exception e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    /** Two files are not replaced at one moment: what does not fit is only told if it stands there once more. */
    private void replace(Texts now) throws Exception {
        Certified certified;
        try {
            certified = now.parse(files);
        } catch (TlsException e) {
            if (now.equals(failing)) {
                complain(String.valueOf(e.getMessage()));
            }
            failing = now;
            return;
        }
        factory.reload(context -> use(factory, certified));
        served = now;
        complaint = "";
        LOG.info("TLS goes on with {}", described(certified));
    }

    private void complain(String sentence) {
        if (!sentence.equals(complaint)) {
            LOG.warn("TLS goes on with the certificate as it was: {}", sentence);
            complaint = sentence;
        }
    }

    private static void use(SslContextFactory.Server factory, Certified certified) {
        factory.setKeyStore(certified.keyStore());
        factory.setKeyStorePassword(Certified.keyStorePassword());
        factory.setKeyManagerPassword(Certified.keyStorePassword());
    }

    private static String described(Certified certified) {
        return "a certificate valid until " + certified.validUntil() + ", whose SHA-256 fingerprint is "
                + certified.fingerprint();
    }
}
