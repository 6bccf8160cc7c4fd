package io.healthmon;

/** A check failed by the monitor's own fault: no free thread, no file handle, a bug. Nothing was recorded; it says nothing about the target. */
public final class MonitorFaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MonitorFaultException(String message) {
        super(message);
    }
}
