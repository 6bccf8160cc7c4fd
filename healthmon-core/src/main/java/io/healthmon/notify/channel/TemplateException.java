package io.healthmon.notify.channel;

/** A template is broken. The message is a sentence that names what is wrong and what is allowed. */
public final class TemplateException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TemplateException(String sentence) {
        super(sentence);
    }
}
