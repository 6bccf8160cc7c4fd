package io.healthmon.javalin.tls;

import java.io.IOException;
import java.io.StringReader;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** What stands in PEM files. */
final class Pem {

    private static final int MAX_PARTS = 100;

    private Pem() {}

    /** The certificates in {@code text}, at least one; other parts are passed over. */
    static List<X509Certificate> certificates(String name, String text) {
        List<X509Certificate> certificates = new ArrayList<>();
        JcaX509CertificateConverter converter = new JcaX509CertificateConverter();
        for (Object part : parts(name, text)) {
            if (part instanceof X509CertificateHolder holder) {
                try {
                    certificates.add(converter.getCertificate(holder));
                } catch (CertificateException e) {
                    throw new TlsException(name + " holds a certificate that can't be read", e);
                }
            }
        }
        if (certificates.isEmpty()) {
            throw new TlsException(name + " holds no certificate in PEM (-----BEGIN CERTIFICATE-----)");
        }
        return certificates;
    }

    /** The first private key in {@code text}, with the curve that stands before it if it does not name its own. */
    static PrivateKey key(String name, String text) {
        Optional<ASN1ObjectIdentifier> curve = Optional.empty();
        for (Object part : parts(name, text)) {
            if (part instanceof PKCS8EncryptedPrivateKeyInfo || part instanceof PEMEncryptedKeyPair) {
                throw new TlsException(
                        name + " holds a key with a passphrase; one without is needed, readable by the monitor alone");
            }
            if (part instanceof ASN1ObjectIdentifier named) {
                curve = Optional.of(named);
            }
            if (part instanceof PEMKeyPair pair) {
                return key(name, onCurve(pair.getPrivateKeyInfo(), curve));
            }
            if (part instanceof PrivateKeyInfo info) {
                return key(name, info);
            }
        }
        throw new TlsException(name + " holds no private key in PEM (-----BEGIN PRIVATE KEY-----)");
    }

    private static PrivateKeyInfo onCurve(PrivateKeyInfo info, Optional<ASN1ObjectIdentifier> curve) {
        AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
        if (curve.isEmpty() || algorithm.getParameters() != null) {
            return info;
        }
        try {
            return new PrivateKeyInfo(
                    new AlgorithmIdentifier(algorithm.getAlgorithm(), curve.get()), info.parsePrivateKey());
        } catch (IOException e) {
            return info;
        }
    }

    private static PrivateKey key(String name, PrivateKeyInfo info) {
        PrivateKey key;
        try {
            key = new JcaPEMKeyConverter().getPrivateKey(info);
        } catch (IOException e) {
            throw new TlsException(name + " holds a private key that can't be read; allowed are RSA and EC", e);
        }
        if (!key.getAlgorithm().equals("RSA") && !key.getAlgorithm().equals("EC")) {
            throw new TlsException(name + " holds a private key of " + key.getAlgorithm() + "; allowed are RSA and EC");
        }
        return key;
    }

    private static List<Object> parts(String name, String text) {
        List<Object> parts = new ArrayList<>();
        try (PEMParser parser = new PEMParser(new StringReader(text))) {
            for (Object part = parser.readObject();
                    part != null && parts.size() < MAX_PARTS;
                    part = parser.readObject()) {
                parts.add(part);
            }
            return parts;
        } catch (IOException | RuntimeException e) {
            // The parser's words quote what it could not read, which may be the key.
            throw new TlsException(name + " is not PEM that can be read");
        }
    }
}
