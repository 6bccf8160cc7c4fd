package io.healthmon.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import io.healthmon.alert.Severity;
import io.healthmon.notify.Delivery;
import io.healthmon.notify.Notification;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That the outbox in memory is bounded, and forgets nothing that is still to be sent. */
class OutboxTest {

    private static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    private final Outbox outbox = new Outbox();
    private final Alert alert = new Alert("a", Severity.CRITICAL, "down", T0, Optional.empty());

    private Notification add(Notification.Kind kind, int seconds) {
        Notification notification = new Notification(
                "mail", kind, alert, HealthStatus.UNHEALTHY, T0.plusSeconds(seconds), "because", Map.of());
        outbox.add(notification);
        return notification;
    }

    private void sent(Notification notification) {
        outbox.add(new Delivery(
                notification.key(),
                notification.channel(),
                notification.about(),
                1,
                Delivery.Outcome.SENT,
                notification.at(),
                Duration.ZERO,
                "",
                Optional.of("digest")));
    }

    @Test
    void alertThatIsToldForLong_keepsItsTriggerAndItsNewest() {
        Notification trigger = add(Notification.Kind.TRIGGERED, 0);
        Notification waiting = add(Notification.Kind.REMINDED, 1);
        sent(trigger);
        for (int i = 2; i < 5_000; i++) {
            sent(add(Notification.Kind.REMINDED, i));
        }

        assertThat(outbox.of(trigger.about())).hasSizeLessThanOrEqualTo(Outbox.MAX_ENDED + 1);
        assertThat(outbox.of(trigger.about()).get(0).notification()).isEqualTo(trigger);
        assertThat(outbox.deliveries(trigger.about())).hasSize(2 * Outbox.DELIVERIES_AT_EACH_END);
        assertThat(outbox.pending()).extracting(OutboxEntry::notification).containsExactly(waiting);
        assertThat(outbox.openDigests(any -> true)).hasSize(1);
    }

    @Test
    void forgottenAlert_isForgottenOnceAllIsSent() {
        Notification trigger = add(Notification.Kind.TRIGGERED, 0);
        outbox.forget(trigger.about());
        assertThat(outbox.pending()).hasSize(1);

        sent(trigger);
        outbox.forgetUnless(any -> false);

        assertThat(outbox.pending()).isEmpty();
        assertThat(outbox.of(trigger.about())).isEmpty();
        assertThat(outbox.deliveries(trigger.about())).isEmpty();
    }
}
