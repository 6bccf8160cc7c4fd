package io.healthmon.internal;

import io.healthmon.notify.Message;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Notifier;
import io.healthmon.notify.Receipt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A receiver of messages with every fault that one may have, and a ledger of what arrived. It outlives the monitor's process. */
final class Receiver implements Notifier {

    /** What the next messages meet. */
    enum Fault {
        NONE,
        FAILS,
        BUSY,
        BREAKS,
        /** It takes the message, and the answer is lost. */
        ANSWER_LOST,
        REFUSES
    }

    private final boolean keepsAlerts;
    private final List<Notification> ledger = new ArrayList<>();
    private final Set<String> open = new HashSet<>();
    private int messages;
    private Fault fault = Fault.NONE;

    Receiver(boolean keepsAlerts) {
        this.keepsAlerts = keepsAlerts;
    }

    void meet(Fault next) {
        fault = next;
    }

    @Override
    public Receipt send(Message message, Duration deadline) {
        return switch (fault) {
            case NONE -> {
                take(message);
                yield new Receipt.Taken("ok");
            }
            case ANSWER_LOST -> {
                take(message);
                throw new IllegalStateException("the connection was cut");
            }
            case FAILS -> new Receipt.Failed("HTTP 500", Optional.empty());
            case BUSY -> new Receipt.Failed("HTTP 429", Optional.of(Duration.ofSeconds(20)));
            case BREAKS -> throw new IllegalStateException("no such host");
            case REFUSES -> new Receipt.Refused("HTTP 404");
        };
    }

    private void take(Message message) {
        messages++;
        ledger.addAll(message.notifications());
        for (Notification notification : message.notifications()) {
            String name = message.isDigest() ? message.key() : notification.alertKey();
            if (notification.kind() == Notification.Kind.RESOLVED) {
                open.remove(name);
            } else {
                open.add(name);
            }
        }
    }

    @Override
    public boolean keepsAlerts() {
        return keepsAlerts;
    }

    /** What arrived, in order; what came twice, twice. */
    List<Notification> ledger() {
        return ledger;
    }

    /** The alerts that it keeps and that nobody has resolved. */
    Set<String> open() {
        return open;
    }

    int messages() {
        return messages;
    }
}
