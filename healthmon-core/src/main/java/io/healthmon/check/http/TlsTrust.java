package io.healthmon.check.http;

import java.io.IOException;
import javax.net.ssl.SSLContext;

/** Whom a {@link Tls} trusts, for what speaks TLS over other protocols than HTTP. */
public final class TlsTrust {

    private TlsTrust() {}

    /**
     * A context that trusts so. Whether names are checked is the caller's to decide: {@link Tls#insecure()}.
     *
     * @throws IOException if the file of certificate authorities cannot be read; says so in a sentence
     */
    public static SSLContext context(Tls tls) throws IOException {
        try {
            return new TlsContexts().of(tls);
        } catch (UnusableCaException unusable) {
            throw new IOException(unusable.getMessage(), unusable);
        }
    }
}
