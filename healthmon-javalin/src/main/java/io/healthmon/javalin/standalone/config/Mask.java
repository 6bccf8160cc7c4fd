package io.healthmon.javalin.standalone.config;

/** What stands in a secret's place where people read. */
final class Mask {
    static final String TEXT = "***";

    private Mask() {}
}
