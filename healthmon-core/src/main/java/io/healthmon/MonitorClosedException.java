package io.healthmon;

/** The monitor records no more, for good: it was closed, or another monitor has taken over its store. The message says which. */
public final class MonitorClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    public MonitorClosedException(String message) {
        super(message);
    }
}
