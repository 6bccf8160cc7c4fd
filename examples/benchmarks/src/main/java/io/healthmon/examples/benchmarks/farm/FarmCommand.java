package io.healthmon.examples.benchmarks.farm;

import io.healthmon.examples.benchmarks.machine.ChildJvm;
import io.healthmon.examples.benchmarks.machine.Leash;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench farm}: targets to point any monitor at, until SIGTERM or SIGINT. */
@Command(
        name = "farm",
        mixinStandardHelpOptions = true,
        description = {
            "Serves http://<endpoint>/<behaviour>/<service> on many loopback ports until it is stopped.",
            "Behaviours: healthy, degraded, plain, hang, drip, slow-<milliseconds>, huge, reset."
        })
public final class FarmCommand implements Callable<Integer> {

    @Option(names = "--sockets", defaultValue = "64", description = "how many sockets listen; default ${DEFAULT-VALUE}")
    private int sockets;

    @Option(
            names = "--addresses",
            defaultValue = "8",
            description = "over how many addresses from 127.0.0.1 on; default ${DEFAULT-VALUE}")
    private int addresses;

    @Option(names = "--threads", defaultValue = "1", description = "how many threads answer; default ${DEFAULT-VALUE}")
    private int threads;

    @Option(names = "--keep-alive", description = "let connections carry more than one exchange")
    private boolean keepAlive;

    @Option(names = "--no-numbers", description = "leave the number of the request (checks.served) out of bodies")
    private boolean withoutNumbers;

    @Option(
            names = "--control-port",
            defaultValue = "0",
            description = "where / says what listens, /ledger what was served, /arrivals when; default a free port")
    private int controlPort;

    @Option(names = "--until-input-ends", hidden = true, description = "stop when standard input ends")
    private boolean leashed;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        try (Farm farm = Farm.start(new FarmOptions(sockets, addresses, threads, keepAlive, !withoutNumbers));
                FarmControl control = new FarmControl(farm, controlPort)) {
            var out = spec.commandLine().getOut();
            out.println((leashed ? ChildJvm.ANSWER : "") + "http://127.0.0.1:" + control.port() + "/");
            if (!leashed) {
                farm.endpoints().forEach(endpoint -> out.println("http://" + endpoint + "/"));
            }
            out.flush();
            Leash.await(leashed);
            return 0;
        }
    }
}
