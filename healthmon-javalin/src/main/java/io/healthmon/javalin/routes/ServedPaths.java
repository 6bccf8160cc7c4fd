package io.healthmon.javalin.routes;

import io.healthmon.javalin.wire.Problem;
import io.javalin.event.HandlerMetaInfo;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** All the paths that a server of ours has. Thread-safe. */
public final class ServedPaths {

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final List<PathTemplate> templates = new CopyOnWriteArrayList<>();

    /** Takes up the path of a handler that the application got. */
    public void add(HandlerMetaInfo handler) {
        if (handler.getHttpMethod().isHttpMethod() && known.add(handler.getPath())) {
            templates.add(PathTemplate.of(handler.getPath()));
        }
    }

    /** True if the request's path is one of these as it stands. */
    public boolean serve(Context ctx) {
        String path = path(ctx);
        return templates.stream().anyMatch(template -> template.isSpelled(path));
    }

    /** What there is to say where nothing is. */
    public static Problem nothingAt(Context ctx) {
        return Problem.of(404, "There is nothing at " + Problem.quoted(ctx.path()) + ".");
    }

    /** The path as it came, without that under which the application lives. */
    static String path(Context ctx) {
        String path = ctx.path();
        String context = ctx.contextPath();
        return path.startsWith(context) ? path.substring(context.length()) : path;
    }
}
