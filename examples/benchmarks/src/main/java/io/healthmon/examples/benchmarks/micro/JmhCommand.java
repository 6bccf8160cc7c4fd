package io.healthmon.examples.benchmarks.micro;

import io.healthmon.examples.benchmarks.machine.ChildJvm;
import io.healthmon.examples.benchmarks.machine.Machine;
import io.healthmon.examples.benchmarks.machine.Report;
import java.util.List;
import java.util.concurrent.Callable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code bench jmh}: the code between the network and the store. */
@Command(
        name = "jmh",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the JMH benchmarks of evaluator, JSON reading and policy, with the bytes that each allocates.",
            "Arguments after -- are JMH's own, such as -- -f 3 evaluate."
        })
public final class JmhCommand implements Callable<Integer> {

    @Parameters(arity = "0..*", hidden = true, description = "for JMH")
    private List<String> arguments = List.of();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        Report report = new Report(spec.commandLine().getOut());
        Machine.describe(report);
        report.line("JVM", "%s", Machine.version(ChildJvm.ourJava()));
        String[] all = new String[arguments.size() + 2];
        all[0] = "-prof";
        all[1] = "gc";
        for (int i = 0; i < arguments.size(); i++) {
            all[i + 2] = arguments.get(i);
        }
        new Runner(new CommandLineOptions(all)).run();
        return 0;
    }
}
