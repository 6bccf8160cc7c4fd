package io.healthmon.javalin.page;

/** The main pages, as they stand at the top of each. */
public enum Nav {
    OVERVIEW("Overview", "/"),
    ALERTS("Alerts", "/alerts"),
    MAINTENANCE("Maintenance", "/maintenance"),
    REPLAY("Replay", "/replay"),
    SETTINGS("Settings", "/settings");

    private final String title;
    private final String path;

    Nav(String title, String path) {
        this.title = title;
        this.path = path;
    }

    /** What it is called. */
    public String title() {
        return title;
    }

    /** Where it is. */
    public String path() {
        return path;
    }
}
