package io.healthmon.javalin.standalone.postgres;

/** The embedded server cannot be used. The message is one sentence for the operator: what is wrong, where, what to do. */
public final class EmbeddedPostgresException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EmbeddedPostgresException(String message) {
        super(message);
    }

    EmbeddedPostgresException(String message, Throwable cause) {
        super(message, cause);
    }
}
