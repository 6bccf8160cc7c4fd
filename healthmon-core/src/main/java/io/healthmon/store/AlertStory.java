package io.healthmon.store;

import io.healthmon.notify.Delivery;
import java.util.List;

/**
 * An alert and all that is recorded of it. Of very many events or deliveries a store may have kept the first and the last.
 *
 * @param alert the alert as it is now
 * @param events what became of it and what it kept from happening, the oldest first
 * @param notifications who was to be told, in the order of recording
 * @param deliveries attempts to send these, the oldest first
 */
public record AlertStory(
        StoredAlert alert, List<AlertEvent> events, List<OutboxEntry> notifications, List<Delivery> deliveries) {

    public AlertStory {
        events = List.copyOf(events);
        notifications = List.copyOf(notifications);
        deliveries = List.copyOf(deliveries);
    }
}
