package io.healthmon.check.http;

import org.jspecify.annotations.Nullable;

/** The file with the certificate authorities to trust is missing or no such file. The message is a sentence. */
final class UnusableCaException extends Exception {
    private static final long serialVersionUID = 1L;

    UnusableCaException(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}
