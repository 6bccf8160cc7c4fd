package io.healthmon.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BenchTest {

    private final StringWriter errors = new StringWriter();
    private final StringWriter output = new StringWriter();

    @Test
    void help_namesEveryBenchmark() {
        assertThat(run("--help")).isZero();
        assertThat(output.toString()).contains("farm", "load", "page", "pictures", "store", "reads", "jmh");
    }

    @Test
    void noCommand_isWrongUsage() {
        assertThat(run()).isEqualTo(2);
        assertThat(errors.toString()).contains("a command is missing");
    }

    @Test
    void wrongArguments_areExplained() {
        assertThat(run("load", "--interval", "soon")).isEqualTo(2);
        assertThat(errors.toString()).contains("'soon' is not a duration");
        assertThat(run("load", "--services", "10", "--hanging", "11")).isEqualTo(2);
        assertThat(errors.toString()).contains("of 10 services, 11 can't hang");
        assertThat(run("load", "--timeout", "40s")).isEqualTo(2);
        assertThat(errors.toString()).contains("must be shorter than the interval");
        assertThat(run("load", "--store", "oracle")).isEqualTo(2);
        assertThat(run("store", "--batch", "0")).isEqualTo(2);
        assertThat(errors.toString()).contains("--batch 1 to 100000");
        assertThat(run("storm", "--services", "5", "--critical", "6")).isEqualTo(2);
        assertThat(errors.toString()).contains("not more critical ones than services");
        assertThat(run("reads", "--rows", "10")).isEqualTo(2);
        assertThat(errors.toString()).contains("--rows must be 1000");
    }

    private int run(String... arguments) {
        CommandLine line = Bench.commandLine();
        line.setOut(new PrintWriter(output, true));
        line.setErr(new PrintWriter(errors, true));
        return line.execute(arguments);
    }
}
