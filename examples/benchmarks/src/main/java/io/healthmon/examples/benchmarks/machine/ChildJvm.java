package io.healthmon.examples.benchmarks.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own, spoken to by lines: one in, one out, the latter marked by {@link #ANSWER}. Its errors go to ours. It ends when this is closed; one that does not
 * within half a minute is killed. Not thread-safe.
 */
public final class ChildJvm implements AutoCloseable {

    /** What an answer starts with; the JVM itself says things on standard output too. */
    public static final String ANSWER = "> ";

    private static final int PATIENCE_SECONDS = 30;

    private final Process process;
    private final BufferedReader answers;
    private final Writer questions;

    private ChildJvm(Process process) {
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        questions = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
    }

    /**
     * Starts a class of this program.
     *
     * @param java the {@code java} to run it with
     * @param options options for the JVM
     */
    public static ChildJvm start(String java, List<String> options, Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(arguments);
        return start(java, options, command);
    }

    /** Starts what {@code command}, the arguments after the options, names. */
    public static ChildJvm start(String java, List<String> options, List<String> command) {
        List<String> line = new ArrayList<>();
        line.add(java);
        line.addAll(options);
        line.addAll(command);
        try {
            return new ChildJvm(new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + java, e);
        }
    }

    /** The {@code java} that runs us. */
    public static String ourJava() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** Its process. */
    public long pid() {
        return process.pid();
    }

    /** Says a line and waits for the answer to it. */
    public String ask(String line) {
        try {
            questions.write(line + "\n");
            questions.flush();
            return answer();
        } catch (IOException e) {
            throw ended(e);
        }
    }

    /** Waits for an answer. */
    public String answer() {
        try {
            for (String line = answers.readLine(); line != null; line = answers.readLine()) {
                if (line.startsWith(ANSWER)) {
                    return line.substring(ANSWER.length());
                }
                System.err.println(line);
            }
            throw ended(new IOException("its output has ended"));
        } catch (IOException e) {
            throw ended(e);
        }
    }

    private IllegalStateException ended(IOException cause) {
        return new IllegalStateException(
                "process " + process.pid() + " ended before its time; its own words stand above", cause);
    }

    /** Asks it to end, as SIGTERM does, and waits. */
    public void terminate() {
        process.destroy();
        await();
    }

    @Override
    public void close() {
        try {
            questions.close();
        } catch (IOException gone) {
            // Then it has ended already.
        }
        await();
    }

    private void await() {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
