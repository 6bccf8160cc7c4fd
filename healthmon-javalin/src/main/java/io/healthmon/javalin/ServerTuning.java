package io.healthmon.javalin;

import io.healthmon.javalin.routes.ErrorPages;
import io.healthmon.javalin.server.Defences;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A modest server: few threads, short patience, small headers, JSON for every error, no word about what it is made of. */
record ServerTuning(ServerSocketChannel socket, Defences defences) {

    private static final int MAX_THREADS = 10;
    private static final int MIN_THREADS = 4;
    private static final int MAX_HEADERS = 8 * 1024;
    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofMillis(1_500);
    private static final Duration IDLE_AT_STOP = Duration.ofMillis(100);

    void apply(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.jetty.threadPool = threads();
        config.jetty.modifyServer(server -> {
            server.setStopTimeout(GRACE.toMillis());
            defences.standBefore(server);
            server.insertHandler(new GracefulHandler());
            server.setErrorHandler(new JsonErrorHandler());
        });
        config.jetty.addConnector(this::connector);
        config.routes.exception(
                HttpResponseException.class, (e, ctx) -> answer(e, ctx).writeTo(ctx));
        config.routes.exception(
                Exception.class, (e, ctx) -> ErrorPages.answer(ctx, e).writeTo(ctx));
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads = new QueuedThreadPool(MAX_THREADS, MIN_THREADS, (int) IDLE.toMillis());
        threads.setName("healthmon-http");
        threads.setStopTimeout(IDLE_AT_STOP.toMillis());
        return threads;
    }

    private Connector connector(Server server, HttpConfiguration http) {
        http.setRequestHeaderSize(MAX_HEADERS);
        http.setSendXPoweredBy(false);
        http.setSendServerVersion(false);
        http.setHttpCompliance(HttpCompliance.STRICT);
        ServerConnector connector = defences.connector(server, http, socket);
        connector.setIdleTimeout(IDLE.toMillis());
        connector.setShutdownIdleTimeout(IDLE_AT_STOP.toMillis());
        return connector;
    }

    private static Answer answer(HttpResponseException e, Context ctx) {
        if (e.getStatus() == 404) {
            return Problem.of(404, "There is nothing at " + Problem.quoted(ctx.path()) + ".")
                    .answer();
        }
        return Problem.of(e.getStatus(), JsonErrorHandler.sentence(e.getStatus()))
                .answer();
    }
}
