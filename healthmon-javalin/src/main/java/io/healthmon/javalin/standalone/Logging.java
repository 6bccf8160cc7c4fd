package io.healthmon.javalin.standalone;

/**
 * The standalone's own logging, to standard error. It lies beside its class under a path of its own, so that the library on
 * somebody's class path never configures theirs.
 */
public final class Logging {

    private static final String PROPERTY = "logback.configurationFile";

    private Logging() {}

    /** Takes effect before the first logger is made, and only where nobody else configured one. */
    public static void configure() {
        if (System.getProperty(PROPERTY) == null) {
            System.setProperty(PROPERTY, "io/healthmon/javalin/standalone/logback.xml");
        }
    }
}
