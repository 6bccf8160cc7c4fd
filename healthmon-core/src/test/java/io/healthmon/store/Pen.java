package io.healthmon.store;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A store's writer that numbers the steps it is given. A batch that is equal to one before is that one, given again. */
public final class Pen {

    private final StoreWriter writer;
    private final Map<List<Step>, List<NumberedStep>> given = new HashMap<>();
    private long lastNumber;

    private Pen(StoreWriter writer) {
        this.writer = writer;
        this.lastNumber = writer.recordedUpTo();
    }

    /** Opens a writer of an origin of its own. */
    public static Pen open(Store store) {
        return open(store, UUID.randomUUID());
    }

    /** Opens a writer that goes on where the origin's last one ended. */
    public static Pen open(Store store, UUID origin) {
        return new Pen(store.openWriter(origin));
    }

    public List<RecordedStep> commit(List<Step> steps) {
        return writer.commit(given.computeIfAbsent(List.copyOf(steps), fresh -> {
            lastNumber += fresh.size();
            return numbered(lastNumber - fresh.size() + 1, fresh);
        }));
    }

    public List<RecordedState> states() {
        return writer.states();
    }

    public List<OutboxEntry> pendingNotifications() {
        return writer.pendingNotifications();
    }

    public List<OutboxEntry> openDigests() {
        return writer.openDigests();
    }

    public List<OutboxEntry> undelivered() {
        return writer.undelivered();
    }

    /** Steps numbered from {@code first} on. */
    public static List<NumberedStep> numbered(long first, List<Step> steps) {
        List<NumberedStep> numbered = new ArrayList<>();
        for (Step step : steps) {
            numbered.add(new NumberedStep(first + numbered.size(), step));
        }
        return List.copyOf(numbered);
    }
}
