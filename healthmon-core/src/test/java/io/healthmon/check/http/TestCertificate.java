package io.healthmon.check.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate made by the JDK's keytool: self-signed, or signed by an authority of its own. */
public final class TestCertificate {

    private static final String PASSWORD = "changeit";

    private final Path directory;
    private final KeyStore store;
    private final Certificate authority;

    private TestCertificate(Path directory, KeyStore store, Certificate authority) {
        this.directory = directory;
        this.store = store;
        this.authority = authority;
    }

    public static TestCertificate valid(Path directory) throws Exception {
        Path file = directory.resolve("valid.p12");
        make(file, "server", "-ext", "san=dns:localhost,ip:127.0.0.1", "-validity", "30");
        return read(directory, file, "server");
    }

    public static TestCertificate forAnotherName(Path directory) throws Exception {
        Path file = directory.resolve("other.p12");
        make(file, "server", "-ext", "san=dns:elsewhere.test", "-validity", "30");
        return read(directory, file, "server");
    }

    /** Signed by an authority, since a certificate that is trusted by itself never expires. */
    public static TestCertificate expired(Path directory) throws Exception {
        Path file = directory.resolve("expired.p12");
        make(file, "ca", "-ext", "bc=ca:true", "-validity", "30", "-startdate", "-20d");
        make(file, "server", "-signer", "ca", "-ext", "san=ip:127.0.0.1", "-startdate", "-10d", "-validity", "1");
        return read(directory, file, "ca");
    }

    private static void make(Path file, String alias, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                alias,
                "-dname",
                "CN=" + alias,
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(more));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new AssertionError("keytool failed: " + said);
        }
    }

    private static TestCertificate read(Path directory, Path file, String authority) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        Certificate signer = store.getCertificate(authority);
        if (!authority.equals("server")) {
            store.deleteEntry(authority);
        }
        return new TestCertificate(directory, store, signer);
    }

    /** Whom to trust to trust it, as a CA file. */
    public Path pem() throws IOException, GeneralSecurityException {
        String base64 = Base64.getMimeEncoder().encodeToString(authority.getEncoded());
        return Files.writeString(
                Files.createTempFile(directory, "ca", ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + base64 + "\n-----END CERTIFICATE-----\n");
    }

    /** A listener that shows the certificate. */
    public ServerSocket listener() throws IOException, GeneralSecurityException {
        return context().getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    }

    /** What makes sockets that show it. */
    public SSLContext context() throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
