package io.healthmon.check.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes the JDK's TLS machinery trust whom a {@link Tls} names. */
final class TlsContexts {

    private TlsContexts() {}

    /**
     * A context for {@code tls}.
     *
     * @throws UnusableCaException if the file of certificate authorities cannot be read
     */
    static SSLContext of(Tls tls) throws UnusableCaException {
        try {
            if (tls.insecure()) {
                return trusting(new TrustAnyone());
            }
            return tls.ca().isPresent() ? trusting(authorities(tls.ca().get())) : SSLContext.getDefault();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JVM has no usable TLS", e);
        }
    }

    private static SSLContext trusting(TrustManager... managers) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers, null);
        return context;
    }

    private static TrustManager[] authorities(Path pem) throws UnusableCaException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        try (InputStream in = Files.newInputStream(pem)) {
            store.load(null, null);
            Collection<? extends Certificate> bundle =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            int number = 0;
            for (Certificate certificate : bundle) {
                store.setCertificateEntry("ca-" + number++, certificate);
            }
            if (number == 0) {
                throw new UnusableCaException("the CA file " + pem + " holds no certificate", null);
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new UnusableCaException("the CA file " + pem + " cannot be read as PEM certificates", e);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
