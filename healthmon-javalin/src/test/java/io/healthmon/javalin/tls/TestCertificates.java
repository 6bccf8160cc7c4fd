package io.healthmon.javalin.tls;

import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** Certificates to test with, as an authority or a user would make them. */
public final class TestCertificates {

    private TestCertificates() {}

    public record Pair(X509Certificate certificate, KeyPair keys) {

        /** Into the files of a certificate and a key. */
        public void write(Path certificateFile, Path keyFile) throws Exception {
            Files.writeString(certificateFile, pem(certificate));
            Files.writeString(keyFile, pkcs8());
        }

        /** {@code BEGIN PRIVATE KEY}. */
        public String pkcs8() throws Exception {
            return pem(new JcaPKCS8Generator(keys.getPrivate(), null));
        }

        /** {@code BEGIN RSA PRIVATE KEY} or {@code BEGIN EC PRIVATE KEY}. */
        public String traditional() throws Exception {
            if (!(keys.getPrivate() instanceof java.security.interfaces.ECPrivateKey ec)) {
                return withoutCurve();
            }
            return pem(new PemObject(
                    "EC PRIVATE KEY", new ECPrivateKey(256, ec.getS(), SECObjectIdentifiers.secp256r1).getEncoded()));
        }

        /** The same, of which an EC key does not name its curve. */
        public String withoutCurve() throws Exception {
            return pem(keys);
        }

        /** Signs a certificate for {@code name}. */
        public Pair signs(String name, KeyPair of) throws Exception {
            return new Pair(make(name, of, certificate.getSubjectX500Principal().getName(), keys), of);
        }
    }

    public static Pair ec(String name) throws Exception {
        return self(name, "EC", 256);
    }

    public static Pair rsa(String name, int bits) throws Exception {
        return self(name, "RSA", bits);
    }

    private static Pair self(String name, String algorithm, int bits) throws Exception {
        KeyPair keys = keys(algorithm, bits);
        return new Pair(make(name, keys, "CN=" + name, keys), keys);
    }

    public static KeyPair keys(String algorithm, int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    private static X509Certificate make(String name, KeyPair keys, String issuer, KeyPair issuers) throws Exception {
        boolean rsa = issuers.getPrivate().getAlgorithm().equals("RSA");
        return new JcaX509CertificateConverter()
                .getCertificate(new JcaX509v3CertificateBuilder(
                                new X500Name(issuer),
                                BigInteger.valueOf(name.hashCode()).abs().add(BigInteger.ONE),
                                Date.from(Instant.parse("2025-01-01T00:00:00Z")),
                                Date.from(Instant.parse("2035-01-01T00:00:00Z")),
                                new X500Name("CN=" + name),
                                keys.getPublic())
                        .build(new JcaContentSignerBuilder(rsa ? "SHA256withRSA" : "SHA256withECDSA")
                                .build(issuers.getPrivate())));
    }

    public static String pem(Object part) throws Exception {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(part);
        }
        return text.toString();
    }
}
