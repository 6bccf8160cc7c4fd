package io.healthmon.internal;

import io.healthmon.notify.Delivery;
import io.healthmon.notify.Left;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Unsent;
import io.healthmon.store.Numbered;
import io.healthmon.store.NumberedStep;
import io.healthmon.store.spool.Spool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What an earlier process has left on disk to be sent. Only what tells of alerts is read; the checks of a long outage are passed over. */
final class SpooledMessages {

    private static final Logger LOG = LoggerFactory.getLogger(SpooledMessages.class);

    private final Map<String, Notification> pending = new LinkedHashMap<>();
    private final Map<String, Integer> attempts = new LinkedHashMap<>();
    private final List<Delivery> ended = new ArrayList<>();

    private SpooledMessages() {}

    static Left read(Spool spool) {
        SpooledMessages messages = new SpooledMessages();
        try {
            spool.tellingOfAlerts(messages::take);
        } catch (IOException e) {
            LOG.error("the spool can't be read: {}", e.getMessage());
        }
        return messages.left();
    }

    private void take(Numbered entry) {
        if (entry instanceof NumberedStep numbered) {
            numbered.step().notifications().forEach(its -> pending.put(its.key(), its));
            numbered.step().deliveries().forEach(this::delivered);
        }
    }

    private void delivered(Delivery delivery) {
        attempts.put(delivery.key(), delivery.attempt());
        if (delivery.outcome().ends()) {
            pending.remove(delivery.key());
            ended.add(delivery);
        }
    }

    private Left left() {
        List<Unsent> left = new ArrayList<>();
        pending.forEach((key, notification) -> left.add(new Unsent(notification, attempts.getOrDefault(key, 0))));
        return new Left(left, ended);
    }
}
