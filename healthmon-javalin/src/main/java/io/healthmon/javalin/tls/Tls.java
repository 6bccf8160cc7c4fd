package io.healthmon.javalin.tls;

import java.nio.file.Path;
import java.util.List;

/** With what certificate a host speaks TLS. Needs Bouncy Castle ({@code bcpkix}) on the class path. */
public sealed interface Tls {

    /**
     * One from files, which are read again within about ten seconds when they change; new ones that can't be served with are logged, and
     * the old ones stay.
     *
     * @param certificate PEM: the certificate, and those up to its authority
     * @param key PEM: its private key, PKCS#8, PKCS#1 or SEC 1, RSA of at least 2048 bits or EC; without a passphrase
     */
    record Files(Path certificate, Path key) implements Tls {

        /**
         * Reads them.
         *
         * @throws TlsException if they can't be served with
         */
        public Certified read() {
            return Certified.read(certificate, key);
        }
    }

    /**
     * One that the host makes for itself, for a year, and anew a month before its end. Who connects can't tell it from another's but by
     * its fingerprint, which is logged at the start.
     *
     * @param folder where it is kept, as {@code certificate.pem} and {@code key.pem}; made if missing
     * @param names further names and addresses that it is to be for, beside those of this machine
     */
    record SelfSigned(Path folder, List<String> names) implements Tls {
        public SelfSigned {
            names = List.copyOf(names);
        }
    }
}
