package io.healthmon.notify.channel;

/** A template gave something that the channel cannot take. The message holds neither values nor secrets. */
final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnfitException(String sentence) {
        super(sentence);
    }
}
