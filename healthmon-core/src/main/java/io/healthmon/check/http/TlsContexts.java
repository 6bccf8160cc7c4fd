package io.healthmon.check.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/**
 * Makes the JDK's TLS machinery trust whom a {@link Tls} names. Reads a file of certificate authorities once, and again when it
 * has changed. Thread-safe.
 */
final class TlsContexts {

    private static final int MOST = 64;

    private record Key(Tls tls, Optional<FileTime> modified) {}

    private final LeastRecentlyUsed<Key, SSLContext> contexts = new LeastRecentlyUsed<>(MOST, forgotten -> {});

    /**
     * The context for {@code tls}: the same as before, unless its file has changed.
     *
     * @throws UnusableCaException if the file of certificate authorities cannot be read
     */
    SSLContext of(Tls tls) throws UnusableCaException {
        Key key = new Key(tls, tls.ca().flatMap(TlsContexts::modified));
        Optional<SSLContext> known = contexts.get(key);
        return known.isPresent() ? known.get() : contexts.putIfAbsent(key, load(tls));
    }

    private static Optional<FileTime> modified(Path file) {
        try {
            return Optional.of(Files.getLastModifiedTime(file));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static SSLContext load(Tls tls) throws UnusableCaException {
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
