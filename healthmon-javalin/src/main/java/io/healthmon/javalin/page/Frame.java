package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import java.time.Instant;
import java.util.Optional;

/**
 * What stands around a page.
 *
 * @param service what the host calls itself
 * @param title the page's
 * @param nav the main page that it belongs to; empty if to none
 * @param reader who reads it
 * @param whole how everything is: the icon in the browser's tab says so
 * @param now the moment that the page is as of
 * @param staleSince since when the store is away; empty if it is not
 */
public record Frame(
        String service,
        String title,
        Optional<Nav> nav,
        Reader reader,
        HealthStatus whole,
        Instant now,
        Optional<Instant> staleSince) {

    /** Where a static file is. */
    public String asset(String file) {
        return Assets.path(file);
    }

    /** Where the icon is that tells how everything is. */
    public String icon() {
        return Assets.path("icon-" + whole.word() + ".svg");
    }

    /** True if the page belongs to this one. */
    public boolean isAt(Nav its) {
        return nav.filter(its::equals).isPresent();
    }
}
