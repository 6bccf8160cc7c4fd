package io.healthmon.check.docker;

import io.healthmon.HealthStatus;
import io.healthmon.check.CheckFailedException;
import io.healthmon.check.CheckRequest;
import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.Checks;
import io.healthmon.check.Dialer;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.PhaseClock;
import io.healthmon.check.Reason;
import io.healthmon.check.Timings;
import io.healthmon.time.MonitorClock;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Asks a Docker Engine for itself or for a container's state, in plain HTTP. Blocks; the deadline closes its connection. */
final class DockerChecker implements Checker {

    private final MonitorClock clock;
    private final Dialer dialer;

    DockerChecker(CheckerContext context) {
        this.clock = context.clock();
        this.dialer = new Dialer(context);
    }

    @Override
    public CompletionStage<Observation> check(CheckRequest request) throws InterruptedException {
        return CompletableFuture.completedFuture(look(request, (DockerSpec) request.spec()));
    }

    private Observation look(CheckRequest request, DockerSpec spec) throws InterruptedException {
        PhaseClock phases = new PhaseClock(request, clock);
        try {
            EngineAnswer answer = get(
                    spec.container()
                            .map(name -> "/containers/" + name + "/json")
                            .orElse("/_ping"),
                    spec.engine(),
                    request,
                    phases);
            Timings timings = phases.timings();
            if (answer.code() == 200) {
                return spec.container()
                        .map(name -> ContainerState.observed(name, answer.body(), timings))
                        .orElseGet(() -> Observation.Statement.healthy(Checks.of(Map.of("engine", "ok")), timings));
            }
            return refused(answer.code(), spec, timings);
        } catch (CheckFailedException e) {
            return e.observation();
        }
    }

    private EngineAnswer get(String path, DockerEngine engine, CheckRequest request, PhaseClock phases)
            throws CheckFailedException, InterruptedException {
        try (EngineConnection connection = EngineConnection.open(engine, request, phases, dialer)) {
            phases.entering(Phase.RESPONSE);
            connection
                    .out()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: docker\r\nUser-Agent: healthmon\r\n"
                                    + "Accept: application/json\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            InputStream in = new BufferedInputStream(connection.in());
            in.mark(1);
            if (in.read() >= 0) {
                in.reset();
                phases.entering(Phase.BODY);
            }
            return EngineAnswer.read(in);
        } catch (EngineAnswer.TooLongException e) {
            throw failed(Reason.BODY_TOO_LARGE, "the Docker Engine's answer is longer than 1 MB", phases);
        } catch (ProtocolException e) {
            throw failed(Reason.PROTOCOL, engine.where() + " does not answer as a Docker Engine does", phases);
        } catch (IOException e) {
            throw failed(
                    Reason.CONNECTION_LOST, engine.where() + " closed the connection before its answer ended", phases);
        }
    }

    private static CheckFailedException failed(Reason reason, String message, PhaseClock phases) {
        return new CheckFailedException(Observation.Failure.unhealthy(reason, message, phases.timings()));
    }

    private static Observation refused(int code, DockerSpec spec, Timings timings) {
        if (code == 404 && spec.container().isPresent()) {
            return unhealthy(
                    Reason.CONTAINER_MISSING,
                    "there is no container " + spec.container().get(),
                    code,
                    timings);
        }
        if (code == 401 || code == 403) {
            return unhealthy(
                    Reason.AUTH,
                    "the Docker Engine or its proxy does not permit the monitor this request",
                    code,
                    timings);
        }
        Reason reason = code >= 500 ? Reason.HTTP_5XX : code >= 400 ? Reason.HTTP_4XX : Reason.HTTP_STATUS;
        return unhealthy(reason, "the Docker Engine answered with HTTP " + code, code, timings);
    }

    private static Observation unhealthy(Reason reason, String message, int code, Timings timings) {
        return Observation.Statement.of(HealthStatus.UNHEALTHY, reason, message, Checks.error(message, code), timings);
    }
}
