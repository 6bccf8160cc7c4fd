package io.healthmon.javalin.tls;

/** A certificate or key that can't be served with: a sentence that names the file and what is wrong, and nothing of the key. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsException(String sentence) {
        super(sentence);
    }

    TlsException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
