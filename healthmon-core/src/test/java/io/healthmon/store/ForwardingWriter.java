package io.healthmon.store;

import java.util.List;

/** A writer that is another one, but for what a test overrides. */
public class ForwardingWriter implements StoreWriter {

    private final StoreWriter writer;

    public ForwardingWriter(StoreWriter writer) {
        this.writer = writer;
    }

    @Override
    public List<RecordedState> states() {
        return writer.states();
    }

    @Override
    public long recordedUpTo() {
        return writer.recordedUpTo();
    }

    @Override
    public List<OutboxEntry> pendingNotifications() {
        return writer.pendingNotifications();
    }

    @Override
    public List<OutboxEntry> openDigests() {
        return writer.openDigests();
    }

    @Override
    public List<OutboxEntry> undelivered() {
        return writer.undelivered();
    }

    @Override
    public List<RecordedStep> commit(List<NumberedStep> steps) {
        return writer.commit(steps);
    }
}
