package io.healthmon.javalin.wire;

import io.healthmon.alert.Explanation;
import io.healthmon.alert.Held;
import io.healthmon.target.Flapping;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /api/health/explain/<service>}.
 *
 * @param opensAt how long a failure streak opens an alert; 0 if none does, null if the policy does not say
 * @param resolvesAt how many healthy checks in a row resolve it; null if the policy does not say
 * @param checks the checks of the present streak, as far as they are kept
 * @param alert the service's alert; null if none is active
 * @param held what keeps it from being opened or told; else null
 * @param startPeriodUntil until when its failures open no alert; else null
 * @param flapping null if it never counts as flapping
 * @param nextReminder when its alert is told again at the earliest; else null
 * @param sentences all of it for people, what matters most first
 * @param staleSince since when nothing is recorded; else null
 */
public record ExplanationBody(
        String service,
        String status,
        int failureStreak,
        @Nullable Integer opensAt,
        int recoveryStreak,
        @Nullable Integer resolvesAt,
        List<Counted> checks,
        @Nullable ActiveAlert alert,
        @Nullable HeldBy held,
        @Nullable Instant startPeriodUntil,
        @Nullable Flaps flapping,
        @Nullable Instant nextReminder,
        List<String> dependsOn,
        List<String> sentences,
        Instant timestamp,
        @Nullable Instant staleSince) {

    /** The body of this explanation. */
    public static ExplanationBody of(
            Explanation said, List<String> dependsOn, Instant now, Optional<Instant> staleSince) {
        return new ExplanationBody(
                said.service(),
                said.status().word(),
                said.failureStreak(),
                said.opensAt().orElse(null),
                said.recoveryStreak(),
                said.resolvesAt().orElse(null),
                Counted.of(said.checks()),
                said.alert().map(ActiveAlert::of).orElse(null),
                said.held().map(HeldBy::of).orElse(null),
                said.startPeriodUntil().orElse(null),
                said.flapping().map(flapping -> Flaps.of(flapping, said)).orElse(null),
                said.nextReminder().orElse(null),
                dependsOn,
                said.sentences(),
                now,
                staleSince.orElse(null));
    }

    /** What keeps an alert from being opened or told; {@code because} is null where the cause says it all. */
    public record HeldBy(String cause, @Nullable String because, Instant since) {
        static HeldBy of(Held held) {
            return new HeldBy(held.cause().word(), held.because().orElse(null), held.since());
        }
    }

    /**
     * When it counts as flapping.
     *
     * @param high above this share it begins, in percent
     * @param low below this one it ends
     * @param changes the share now; null until enough checks are known
     * @param active true while it flaps
     */
    public record Flaps(int high, int low, @Nullable Double changes, boolean active) {
        static Flaps of(Flapping flapping, Explanation said) {
            return new Flaps(
                    flapping.high(),
                    flapping.low(),
                    said.changes().isPresent() ? Math.round(said.changes().getAsDouble() * 100) / 100.0 : null,
                    said.alert().filter(io.healthmon.alert.Alert::flapping).isPresent());
        }
    }
}
