package io.healthmon.javalin;

import io.healthmon.replay.ReplayRequest;
import java.time.Instant;

/** Reads drafts of a configuration, to be replayed. Called on a server thread; pure. */
@FunctionalInterface
public interface Drafts {

    /**
     * What is to be replayed.
     *
     * @param text the draft, as somebody sent it: at most 64 KB
     * @param since from when on alerts are wanted
     * @param until up to when
     * @throws IllegalArgumentException if it can't be read; the message tells its sender why
     */
    ReplayRequest read(String text, Instant since, Instant until);
}
