package io.healthmon.check.http;

import java.security.Security;
import org.jspecify.annotations.Nullable;

/** Whether the JVM keeps the addresses of names, as it does for 30 seconds unless told otherwise. */
final class JvmNameCache {

    private static final String PROPERTY = "networkaddress.cache.ttl";

    private JvmNameCache() {}

    static boolean off() {
        return off(Security.getProperty(PROPERTY), System.getProperty("sun.net.inetaddr.ttl"));
    }

    /** The security property goes before the system's. */
    static boolean off(@Nullable String security, @Nullable String system) {
        return "0".equals(security) || security == null && "0".equals(system);
    }

    static String warning() {
        return PROPERTY
                + " is 0: the JVM forgets names at once, so that the HTTP client looks each up again on threads that all"
                + " checks share, where a silent name server delays them; set it to 10 or more";
    }
}
