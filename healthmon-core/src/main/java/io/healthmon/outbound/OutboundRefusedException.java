package io.healthmon.outbound;

import java.io.IOException;

/** A connection was not opened because of where it leads. The message is a sentence for people; it names no path and no credentials. */
public final class OutboundRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    OutboundRefusedException(String sentence) {
        super(sentence);
    }
}
