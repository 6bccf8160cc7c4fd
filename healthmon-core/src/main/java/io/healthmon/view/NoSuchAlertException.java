package io.healthmon.view;

import io.healthmon.alert.AlertKey;

/** There is no such alert, or it is resolved. */
public final class NoSuchAlertException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient AlertKey alert;

    public NoSuchAlertException(AlertKey alert) {
        super("No active alert of " + alert.service() + " was triggered at " + alert.triggeredAt());
        this.alert = alert;
    }

    /** The alert that was asked for. */
    public AlertKey alert() {
        return alert;
    }
}
