package io.healthmon.notify;

import java.time.Duration;

/**
 * How messages go over one channel.
 *
 * @param deadline how long one attempt may take; then it is interrupted and counts as failed; 100 ms to 5 min, default 10 s
 * @param burst how many messages go out singly before what follows is collected; 1 to 1,000, default 3
 * @param digestInterval how long is collected then: in each such time goes one digest, and the burst after one of quiet; 1 s to
 *     1 h, default 30 s
 * @param giveUpAfter how old a message may become before it is given up; 1 min or more, default 24 h
 */
public record ChannelOptions(Duration deadline, int burst, Duration digestInterval, Duration giveUpAfter) {

    private static final Duration LONGEST_GIVE_UP = Duration.ofDays(365);

    /** 10 s, 3, 30 s and 24 h. */
    public static final ChannelOptions DEFAULT =
            new ChannelOptions(Duration.ofSeconds(10), 3, Duration.ofSeconds(30), Duration.ofHours(24));

    public ChannelOptions {
        requireBetween("deadline", deadline, Duration.ofMillis(100), Duration.ofMinutes(5));
        if (burst < 1 || burst > 1_000) {
            throw new IllegalArgumentException("burst must be 1 to 1000, not " + burst);
        }
        requireBetween("digest-interval", digestInterval, Duration.ofSeconds(1), Duration.ofHours(1));
        requireBetween("give-up-after", giveUpAfter, Duration.ofMinutes(1), LONGEST_GIVE_UP);
    }

    private static void requireBetween(String name, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(name + " must be " + least + " to " + most + ", not " + value);
        }
    }
}
