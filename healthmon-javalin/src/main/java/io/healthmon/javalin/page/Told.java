package io.healthmon.javalin.page;

import io.healthmon.notify.Delivery;
import io.healthmon.store.OutboxEntry;
import java.util.List;

/**
 * What became of one notification.
 *
 * @param channel whom it was for
 * @param outcome what came of it, in words
 * @param bad true if it did not arrive, and never will
 * @param attempts those that are worth a line, the oldest first
 */
public record Told(String channel, String outcome, boolean bad, List<Attempt> attempts) {

    /** Of many attempts only the last ones are shown. */
    private static final int MOST_ATTEMPTS = 5;

    public Told {
        attempts = List.copyOf(attempts);
    }

    /** An attempt, in a sentence that begins with its moment. */
    public record Attempt(java.time.Instant at, String words) {
        static Attempt of(Delivery delivery) {
            String detail = delivery.detail().isBlank() ? "" : ": " + delivery.detail();
            String word = switch (delivery.outcome()) {
                case SENT -> "taken";
                case FAILED -> "failed";
                case DEAD -> "given up";
                case DROPPED -> "not sent";
            };
            return new Attempt(delivery.at(), word + " after " + delivery.took().toMillis() + " ms" + detail);
        }
    }

    static Told of(OutboxEntry entry, List<Delivery> all) {
        List<Delivery> tries = all.stream()
                .filter(delivery -> delivery.key().equals(entry.notification().key()))
                .toList();
        int from = Math.max(0, tries.size() - MOST_ATTEMPTS);
        boolean atOnce = entry.attempts() <= 1 && entry.status() == OutboxEntry.Status.SENT;
        String outcome = outcome(entry)
                + (atOnce ? tries.stream().findFirst().map(Told::answer).orElse("") : "");
        return new Told(
                entry.notification().channel(),
                outcome,
                entry.status() == OutboxEntry.Status.DEAD,
                atOnce
                        ? List.of()
                        : tries.subList(from, tries.size()).stream()
                                .map(Attempt::of)
                                .toList());
    }

    private static String outcome(OutboxEntry entry) {
        String tries = Words.count(entry.attempts(), "attempt", "attempts");
        String together = entry.digest().isPresent() ? ", together with others" : "";
        return switch (entry.status()) {
            case PENDING -> entry.attempts() == 0 ? "waits to be sent" : "waits after " + tries;
            case SENT -> (entry.attempts() <= 1 ? "taken" : "taken at attempt " + entry.attempts()) + together;
            case DEAD -> "given up after " + tries;
            case DROPPED -> "not sent: what it would have said was never told, or the channel is no more";
        };
    }

    private static String answer(Delivery delivery) {
        String detail = delivery.detail().isBlank() ? "" : ": " + delivery.detail();
        return " in " + delivery.took().toMillis() + " ms" + detail;
    }
}
