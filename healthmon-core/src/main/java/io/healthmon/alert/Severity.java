package io.healthmon.alert;

import java.util.Locale;

/** How bad an alert is: the commission decides it by the service's criticality alone. */
public enum Severity {
    /** A non-critical service is not healthy. */
    WARNING,
    /** A critical service is not healthy. */
    CRITICAL;

    /** The word on the wire and in the database. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
