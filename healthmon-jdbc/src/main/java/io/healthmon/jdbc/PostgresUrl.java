package io.healthmon.jdbc;

import java.util.Properties;
import java.util.Set;
import org.postgresql.Driver;

/** What the driver takes for the address of a server: asked before anything is connected. */
public final class PostgresUrl {

    /** Parameters that name a class for the driver to load: nobody who may write a URL should choose code with it. */
    private static final Set<String> LOADS_CODE = Set.of(
            "socketFactory",
            "sslfactory",
            "sslhostnameverifier",
            "sslpasswordcallback",
            "authenticationPluginClassName",
            "xmlFactoryFactory");

    private PostgresUrl() {}

    /** True if the driver can read {@code jdbc:postgresql://…}, its port and parameters included, and it loads no code. */
    public static boolean valid(String url) {
        Properties parsed = Driver.parseURL(url, new Properties());
        return parsed != null && LOADS_CODE.stream().noneMatch(parsed::containsKey);
    }
}
