package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.javalin.auth.Caller;
import io.healthmon.javalin.page.Frame;
import io.healthmon.javalin.page.Nav;
import io.healthmon.javalin.page.Reader;
import io.javalin.http.Context;
import java.util.Optional;

/**
 * Makes what stands around pages.
 *
 * @param service what the host calls itself
 * @param people true if people can log in
 */
record Frames(HealthMonitor monitor, StoreReads store, String service, boolean people) {

    /** The frame of a page for whoever sent this request. */
    Frame of(Context ctx, String title, Optional<Nav> nav) {
        return new Frame(
                service,
                title,
                nav,
                reader(ctx),
                Sight.of(ctx, monitor).summary().overall(),
                monitor.view().now(),
                store.staleSince());
    }

    private Reader reader(Context ctx) {
        Caller caller = Caller.of(ctx);
        return new Reader(caller.name(), caller.scopes(), caller.kind() == Caller.Kind.SESSION, people);
    }
}
