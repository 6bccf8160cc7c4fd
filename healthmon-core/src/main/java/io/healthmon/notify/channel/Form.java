package io.healthmon.notify.channel;

/** How a message is put. */
enum Form {
    /** With the owner's templates. */
    TEMPLATED,
    /** As the channel does it. */
    STANDARD,
    /** With nothing that anybody could refuse it for: bare text within the channel's limit. */
    PLAIN
}
