package io.healthmon.javalin.tls;

import static io.healthmon.javalin.tls.TestCertificates.pem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.javalin.tls.TestCertificates.Pair;
import java.security.KeyPairGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files a host can serve with. */
class CertifiedTest {

    private static Certified read(String certificate, String key) {
        return Certified.of("c.pem", certificate, "k.pem", key);
    }

    @Test
    void key_inEveryUsualForm_isRead() throws Exception {
        for (Pair pair : new Pair[] {TestCertificates.ec("a"), TestCertificates.rsa("a", 2048)}) {
            for (String key : new String[] {
                pair.pkcs8(),
                pair.traditional(),
                "Bag Attributes\r\n" + pair.pkcs8().replace("\n", "\r\n")
            }) {
                Certified read = read(pem(pair.certificate()), key);

                assertThat(read.own()).isEqualTo(pair.certificate());
                assertThat(read.key().getAlgorithm())
                        .isEqualTo(pair.keys().getPrivate().getAlgorithm());
            }
        }
    }

    @Test
    void key_afterTheParametersOfItsCurve_isRead() throws Exception {
        Pair pair = TestCertificates.ec("a");
        String parameters = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n";

        assertThat(read(pem(pair.certificate()), parameters + pair.withoutCurve())
                        .own())
                .isEqualTo(pair.certificate());
    }

    @Test
    void chain_inAnyOrder_isPutInItsOwn() throws Exception {
        Pair root = TestCertificates.rsa("root", 2048);
        Pair middle = root.signs("middle", TestCertificates.keys("EC", 256));
        Pair own = middle.signs("own", TestCertificates.keys("EC", 256));
        Pair stranger = TestCertificates.ec("stranger");

        Certified read = read(
                pem(root.certificate())
                        + pem(stranger.certificate())
                        + pem(own.certificate())
                        + pem(middle.certificate()),
                own.pkcs8());

        assertThat(read.chain()).containsExactly(own.certificate(), middle.certificate(), root.certificate());
        assertThat(read.keyStore().getCertificateChain("host")).hasSize(3);
    }

    @Test
    void key_ofAnother_isRefused() throws Exception {
        assertThatThrownBy(() -> read(
                        pem(TestCertificates.ec("a").certificate()),
                        TestCertificates.ec("b").pkcs8()))
                .isInstanceOf(TlsException.class)
                .hasMessage("the key in k.pem belongs to none of the certificates in c.pem");
        assertThatThrownBy(() -> read(
                        pem(TestCertificates.ec("a").certificate()),
                        TestCertificates.rsa("b", 2048).pkcs8()))
                .isInstanceOf(TlsException.class);
    }

    @Test
    void key_tooWeakOrOfAnotherKind_isRefused() throws Exception {
        Pair weak = TestCertificates.rsa("a", 1024);
        assertThatThrownBy(() -> read(pem(weak.certificate()), weak.pkcs8()))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("1024 bits; at least 2048");

        String edwards =
                pem(KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPrivate());
        assertThatThrownBy(() -> read(pem(weak.certificate()), edwards))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("allowed are RSA and EC");
    }

    @Test
    void key_withAPassphrase_isRefused() throws Exception {
        Pair pair = TestCertificates.ec("a");
        String sealed = pem(new JcaPKCS8Generator(
                pair.keys().getPrivate(),
                new JceOpenSSLPKCS8EncryptorBuilder(JcaPKCS8Generator.AES_256_CBC)
                        .setProvider(new BouncyCastleProvider())
                        .setPassword("secret".toCharArray())
                        .build()));

        assertThatThrownBy(() -> read(pem(pair.certificate()), sealed))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("with a passphrase");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nothing of the kind",
                "-----BEGIN PRIVATE KEY-----\nSECRETSECRET\n-----END PRIVATE KEY-----\n",
                "-----BEGIN PRIVATE KEY-----\nSECRET",
                "-----BEGIN CERTIFICATE-----\n!!SECRET!!\n-----END CERTIFICATE-----\n",
            })
    void file_thatIsNone_isRefused_andNothingOfItIsQuoted(String text) throws Exception {
        Pair pair = TestCertificates.ec("a");
        for (Runnable reading :
                new Runnable[] {() -> read(certificate(pair), text), () -> read(text, "no key either")}) {
            assertThatThrownBy(reading::run)
                    .isInstanceOf(TlsException.class)
                    .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("SECRET"));
        }
    }

    private static String certificate(Pair pair) {
        try {
            return pem(pair.certificate());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void text_showsNothingOfTheKey_andItsFingerprintIsThatOfOtherTools() throws Exception {
        Pair pair = TestCertificates.rsa("a", 2048);
        Certified read = read(pem(pair.certificate()), pair.pkcs8());

        assertThat(read.toString()).contains("CN=a").hasSizeLessThan(100);
        assertThat(read.fingerprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    }
}
