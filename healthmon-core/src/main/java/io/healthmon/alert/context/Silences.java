package io.healthmon.alert.context;

import io.healthmon.HealthTarget;
import io.healthmon.alert.Held;
import io.healthmon.alert.Silence;
import io.healthmon.alert.Suppression;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The silences that are known. Immutable.
 *
 * @param all in the order in which they were asked for
 */
public record Silences(List<Silence> all) {

    /** None. */
    public static final Silences NONE = new Silences(List.of());

    public Silences {
        all = List.copyOf(all);
    }

    /** The silence that keeps the service's alert from being told at this moment; the first of several. */
    public Optional<Silence> silencing(HealthTarget target, Instant now) {
        return silencing(target.name(), target.labels(), now);
    }

    /** As {@link #silencing(HealthTarget, Instant)}, of a service of this name and these labels. */
    public Optional<Silence> silencing(String service, Map<String, String> labels, Instant now) {
        for (Silence silence : all) {
            if (silence.contains(now) && silence.matcher().matches(service, labels)) {
                return Optional.of(silence);
            }
        }
        return Optional.empty();
    }

    /** The silence that keeps an alert from being told; empty if something else does, or it is not known any more. */
    public Optional<Silence> of(Held held) {
        return held.cause() == Suppression.Cause.SILENCE
                ? all.stream()
                        .filter(silence ->
                                held.because().equals(Optional.of(silence.id().toString())))
                        .findFirst()
                : Optional.empty();
    }
}
