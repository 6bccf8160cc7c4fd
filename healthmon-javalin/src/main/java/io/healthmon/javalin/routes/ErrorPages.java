package io.healthmon.javalin.routes;

import io.healthmon.javalin.page.ErrorPage;
import io.healthmon.javalin.page.LoginPages;
import io.healthmon.javalin.page.Pages;
import io.healthmon.javalin.page.Query;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.javalin.config.Key;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as whoever asked can read it: a page for a browser that opens one, JSON for all others. Who has to log in first is sent
 * to do so, and comes back.
 *
 * @param service what the host calls itself
 * @param login true if people can log in
 */
public record ErrorPages(String service, boolean login) {

    /** Where the application keeps it; nowhere if it has no pages. */
    public static final Key<ErrorPages> KEY = new Key<>(ErrorPages.class.getName());

    /** The answer to a request that failed with {@code thrown}. */
    public static Answer answer(Context ctx, Throwable thrown) {
        Problem problem = Errors.problem(thrown);
        return wantsPage(ctx) ? ctx.appData(KEY).page(ctx, problem) : problem.answer();
    }

    private static boolean wantsPage(Context ctx) {
        @Nullable String accept = ctx.header("Accept");
        String path = ServedPaths.path(ctx);
        return accept != null
                && accept.contains("text/html")
                && ctx.req().getMethod().equals("GET")
                && !path.startsWith("/api/")
                && !path.startsWith("/assets/")
                && hasPages(ctx);
    }

    /** An application that the API was mounted in may have none. */
    private static boolean hasPages(Context ctx) {
        try {
            return ctx.appData(KEY) != null;
        } catch (RuntimeException none) {
            return false;
        }
    }

    private Answer page(Context ctx, Problem problem) {
        if (problem.status() == 401 && login) {
            @Nullable String query = ctx.queryString();
            String wanted = ctx.path() + (query == null ? "" : "?" + query);
            return LoginPages.to(
                    "/login?next=" + Query.encoded(Query.ownPath(wanted).orElse("/")), List.of());
        }
        Answer page = Pages.answer(
                problem.status(),
                "error",
                new ErrorPage(service, problem.status(), String.valueOf(problem.getMessage())));
        for (var header : problem.headers().entrySet()) {
            page = page.with(header.getKey(), header.getValue());
        }
        return page;
    }
}
