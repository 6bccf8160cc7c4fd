package io.healthmon.replay;

import java.util.Locale;

/** How an alert of the draft and one that was recorded compare. */
public enum Verdict {
    /** Both were opened within one interval of the service, and resolved so, or neither is. */
    SAME,
    /** Both were opened within one interval, and the draft's is active for longer. */
    LONGER,
    /** Both were opened within one interval, and the draft's is resolved sooner. */
    SHORTER,
    /** The draft opens one, and none was recorded. */
    NEW,
    /** One was recorded, and the draft opens none. */
    MISSING;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word on the wire. */
    public String word() {
        return word;
    }
}
