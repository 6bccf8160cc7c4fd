package io.healthmon.javalin.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * A private key and the certificates that vouch for it: fit to serve with.
 *
 * @param chain the key's own certificate first, then as many of those above it as there are
 * @param key the private key
 */
public record Certified(List<X509Certificate> chain, PrivateKey key) {

    /** In bytes; a file that is longer is none of ours. */
    private static final int MAX_FILE = 1024 * 1024;

    private static final int MIN_RSA_BITS = 2048;
    private static final int MIN_EC_BITS = 256;
    private static final byte[] SAMPLE = "sample".getBytes(StandardCharsets.US_ASCII);
    private static final char[] IN_MEMORY = "in memory".toCharArray();

    public Certified {
        chain = List.copyOf(chain);
    }

    static Certified read(Path certificate, Path key) {
        return of(certificate.toString(), text(certificate), key.toString(), text(key));
    }

    /** The texts of two PEM files; their names are for errors. */
    static Certified of(String certificateName, String certificate, String keyName, String key) {
        List<X509Certificate> found = Pem.certificates(certificateName, certificate);
        PrivateKey mine = Pem.key(keyName, key);
        X509Certificate own = found.stream()
                .filter(it -> belong(it.getPublicKey(), mine))
                .findFirst()
                .orElseThrow(() -> new TlsException(
                        "the key in " + keyName + " belongs to none of the certificates in " + certificateName));
        refuseWeak(certificateName, own.getPublicKey());
        return new Certified(chain(own, found), mine);
    }

    static String text(Path file) {
        try {
            if (!Files.isRegularFile(file)) {
                throw new TlsException(Files.exists(file) ? file + " is not a plain file" : "there is no file " + file);
            }
            if (Files.size(file) > MAX_FILE) {
                throw new TlsException(file + " is too large for a PEM file");
            }
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new TlsException(file + " can't be read", e);
        }
    }

    /** Whoever checks the chain wants each certificate followed by the one that signed it, in whatever order the file has them. */
    private static List<X509Certificate> chain(X509Certificate own, List<X509Certificate> found) {
        List<X509Certificate> chain = new ArrayList<>(List.of(own));
        X509Certificate last = own;
        while (chain.size() < found.size()) {
            X509Certificate below = last;
            X509Certificate above = found.stream()
                    .filter(it -> it.getSubjectX500Principal().equals(below.getIssuerX500Principal()))
                    .filter(it -> !chain.contains(it))
                    .findFirst()
                    .orElse(own);
            if (above.equals(own)) {
                return chain;
            }
            chain.add(above);
            last = above;
        }
        return chain;
    }

    /** What the one signs, the other confirms: true of a pair alone, whatever the kind of keys. */
    private static boolean belong(PublicKey certified, PrivateKey mine) {
        if (!certified.getAlgorithm().equals(mine.getAlgorithm())) {
            return false;
        }
        try {
            Signature signing =
                    Signature.getInstance(mine.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
            signing.initSign(mine);
            signing.update(SAMPLE);
            byte[] signature = signing.sign();
            signing.initVerify(certified);
            signing.update(SAMPLE);
            return signing.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static void refuseWeak(String name, PublicKey key) {
        if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < MIN_RSA_BITS) {
            throw new TlsException("the certificate in " + name + " has an RSA key of "
                    + rsa.getModulus().bitLength() + " bits; at least " + MIN_RSA_BITS + " are needed");
        }
        if (key instanceof ECPublicKey ec && ec.getParams().getOrder().bitLength() < MIN_EC_BITS) {
            throw new TlsException(
                    "the certificate in " + name + " has an EC key of fewer than " + MIN_EC_BITS + " bits");
        }
    }

    /** The key's own certificate. */
    public X509Certificate own() {
        return chain.get(0);
    }

    /** When it ends to be valid. */
    public Instant validUntil() {
        return own().getNotAfter().toInstant();
    }

    /** By what people can recognise the certificate: its SHA-256, in pairs of hexadecimal digits with colons between. */
    public String fingerprint() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(own().getEncoded());
            return HexFormat.ofDelimiter(":").formatHex(hash).toUpperCase(Locale.ROOT);
        } catch (GeneralSecurityException e) {
            throw new TlsException("the certificate can't be encoded", e);
        }
    }

    /** Both as Java's TLS wants them; never on disk. */
    KeyStore keyStore() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, IN_MEMORY);
            store.setKeyEntry("host", key, IN_MEMORY, chain.toArray(new Certificate[0]));
            return store;
        } catch (GeneralSecurityException | IOException e) {
            throw new TlsException("the key and its certificate can't be served with", e);
        }
    }

    static String keyStorePassword() {
        return new String(IN_MEMORY);
    }

    @Override
    public String toString() {
        return "Certified[" + own().getSubjectX500Principal() + ", until " + validUntil() + "]";
    }
}
