package io.healthmon.javalin.standalone;

import io.healthmon.javalin.HostStartException;
import io.healthmon.javalin.tls.TlsException;
import io.healthmon.store.StoreException;

/** Why the host can't start, as one line that says where to look. */
final class StartFailures {

    private StartFailures() {}

    static RuntimeException explained(RuntimeException e) {
        if (e instanceof StoreException) {
            return line("database.url: the database can't be used: ", e);
        }
        if (e instanceof HostStartException) {
            return line("server.host, server.port: ", e);
        }
        if (e instanceof TlsException) {
            return line("server.tls: ", e);
        }
        // What the configuration lets through and the parts refuse: a host that does not resolve, no key for an open
        // one.
        return e instanceof IllegalArgumentException ? line("", e) : e;
    }

    private static StartException line(String where, RuntimeException e) {
        return new StartException(
                where + String.valueOf(e.getMessage()).replaceAll("\\s+", " ").strip(), e);
    }
}
