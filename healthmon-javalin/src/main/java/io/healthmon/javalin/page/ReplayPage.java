package io.healthmon.javalin.page;

import java.util.Optional;

/**
 * What would have fired under a draft of the configuration.
 *
 * @param offered true if drafts can be replayed here at all
 * @param everything true if the reader may know of all services, which a replay is about
 * @param draft what the draft begins as: the configuration, for those who may see it
 */
public record ReplayPage(Frame frame, boolean offered, boolean everything, Optional<String> draft) {

    /** True if the reader may have it run. */
    public boolean mayRun() {
        return offered && everything && frame.reader().tests();
    }
}
