package io.healthmon.javalin.tls;

import io.healthmon.time.MonitorClock;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate that a host makes for itself: kept in a folder, and made when it is missing, unreadable or soon over. */
final class SelfSigned {

    private static final Logger LOG = LoggerFactory.getLogger(SelfSigned.class);

    private static final Duration VALID = Duration.ofDays(365);
    private static final Duration BEFORE_END = Duration.ofDays(30);

    /** For clients whose clock is behind. */
    private static final Duration BACKDATED = Duration.ofDays(1);

    private static final int SERIAL_BITS = 127;

    private final Path folder;
    private final Path certificate;
    private final Path key;
    private final List<String> names;
    private final MonitorClock clock;

    SelfSigned(Tls.SelfSigned tls, MonitorClock clock) {
        this.folder = tls.folder();
        this.certificate = folder.resolve("certificate.pem");
        this.key = folder.resolve("key.pem");
        this.names = tls.names();
        this.clock = clock;
    }

    /** Where it is kept. */
    Tls.Files files() {
        return new Tls.Files(certificate, key);
    }

    /**
     * Makes it if need be.
     *
     * @throws TlsException if it can't be kept
     */
    void ensure() {
        if (Files.exists(certificate) || Files.exists(key)) {
            try {
                Instant end = Certified.read(certificate, key).validUntil();
                if (clock.wall().plus(BEFORE_END).isBefore(end)) {
                    return;
                }
                LOG.info("the certificate in {} ends at {}: a new one is made", folder, end);
            } catch (TlsException e) {
                LOG.warn("the certificate in {} can't be served with, a new one is made: {}", folder, e.getMessage());
            }
        }
        try {
            keep(make());
        } catch (IOException e) {
            throw new TlsException("the certificate can't be kept in " + folder, e);
        }
    }

    private Certified make() throws IOException {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            return new Certified(List.of(certificate(pair)), pair.getPrivate());
        } catch (GeneralSecurityException | OperatorCreationException e) {
            throw new TlsException("a certificate can't be made", e);
        }
    }

    private X509Certificate certificate(KeyPair pair)
            throws CertIOException, GeneralSecurityException, OperatorCreationException {
        Instant now = clock.wall();
        X500Name name = new X500Name("CN=healthmon");
        X509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                name,
                new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(VALID)),
                name,
                pair.getPublic());
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(OwnNames.all(names).toArray(new GeneralName[0])));
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate())));
    }

    /** The key first: should this end between the two, they don't belong together, and the next start makes both anew. */
    private void keep(Certified made) throws IOException {
        Files.createDirectories(folder, forOwner("rwx------"));
        write(key, pem(new JcaPKCS8Generator(made.key(), null)), "rw-------");
        write(certificate, pem(made.own()), "rw-r--r--");
    }

    private static String pem(Object part) throws IOException {
        StringWriter text = new StringWriter();
        try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
            writer.writeObject(part);
        }
        return text.toString();
    }

    private void write(Path file, String text, String permissions) throws IOException {
        Path unfinished = Files.createTempFile(folder, "unfinished", ".pem", forOwner("rw-------"));
        try {
            Files.writeString(unfinished, text, StandardCharsets.US_ASCII);
            if (posix()) {
                Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString(permissions));
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private FileAttribute<?>[] forOwner(String permissions) {
        return posix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private boolean posix() {
        return folder.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
