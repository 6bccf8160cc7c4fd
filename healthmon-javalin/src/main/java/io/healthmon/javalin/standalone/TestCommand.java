package io.healthmon.javalin.standalone;

import io.healthmon.HealthTarget;
import io.healthmon.MonitorFaultException;
import io.healthmon.SingleCheck;
import io.healthmon.check.CheckerProvider;
import io.healthmon.evaluate.Evaluation;
import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.outbound.OutboundDoor;
import java.io.PrintWriter;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code test}: one check now, printed; recorded nowhere. */
@Command(
        name = "test",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = "Checks one service now and prints what was found. Records nothing.")
final class TestCommand implements Callable<Integer> {

    @Parameters(paramLabel = "SERVICE", description = "the service's name in the configuration")
    @SuppressWarnings("NullAway.Init")
    private String service;

    @Mixin
    private final ConfigOption config = new ConfigOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        Config loaded = config.load().config();
        HealthTarget target = loaded.targets().stream()
                .filter(candidate -> candidate.name().equals(service))
                .findFirst()
                .orElseThrow(() -> new StartException(
                        "there is no service '" + service + "' in the configuration; there are: "
                                + loaded.targets().stream()
                                        .map(HealthTarget::name)
                                        .collect(Collectors.joining(", ")),
                        new IllegalArgumentException(service)));
        CheckerProvider provider = ServiceLoader.load(CheckerProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.type().equals(target.spec().type()))
                .findFirst()
                .orElseThrow();
        try (OutboundDoor door = OwnDoor.open(loaded);
                OwnDatabase database = OwnDatabase.toLookAt(loaded)) {
            database.tell(door);
            print(SingleCheck.of(target, provider, database::ping, door));
        } catch (MonitorFaultException e) {
            throw new StartException("the check could not be done: " + e.getMessage(), e);
        }
        return 0;
    }

    private void print(SingleCheck check) {
        Evaluation evaluation = check.result().evaluation();
        PrintWriter out = spec.commandLine().getOut();
        out.println("service:       " + check.result().service());
        out.println("status:        " + evaluation.status().word());
        evaluation.reason().ifPresent(reason -> out.println("reason:        " + reason.code()));
        evaluation.message().ifPresent(message -> out.println("message:       " + message));
        out.println("response time: " + check.result().responseTimeMillis() + " ms");
        check.observation()
                .timings()
                .phases()
                .forEach((phase, time) -> out.println("  " + String.format("%-12s", phase.word()) + " "
                        + String.format("%.1f", time.toNanos() / 1e6) + " ms"));
        evaluation.format().ifPresent(format -> out.println("format:        " + format.word()));
        out.println("checks:        " + evaluation.checks().json());
        out.flush();
    }
}
