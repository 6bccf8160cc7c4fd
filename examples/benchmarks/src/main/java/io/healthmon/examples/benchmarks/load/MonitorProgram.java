package io.healthmon.examples.benchmarks.load;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.healthmon.HealthMonitor;
import io.healthmon.examples.benchmarks.machine.ChildJvm;
import io.healthmon.javalin.standalone.Logging;
import io.healthmon.jdbc.PostgresStore;
import io.healthmon.store.InMemoryStore;
import io.healthmon.store.Store;
import io.healthmon.target.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The monitor in a process of its own: the library, embedded, as an application has it. Its first line of input is an {@link
 * Order}; each line after it asks for something and is answered by a line. It stops when its input ends.
 */
final class MonitorProgram {

    /** Answered by {@link MonitorFigures}. */
    static final String FIGURES = "figures";

    /** Answered by the bytes that are in use after garbage collection. */
    static final String COLLECT = "collect";

    /** No more slots; answered when every check under way is recorded. */
    static final String DRAIN = "drain";

    private static final ObjectMapper JSON = new ObjectMapper();

    private MonitorProgram() {}

    /**
     * What to do.
     *
     * @param plan what to watch
     * @param database where to record it; null for memory
     */
    record Order(Plan plan, @Nullable Database database) {
        byte[] json() throws IOException {
            return JSON.writeValueAsBytes(this);
        }
    }

    /**
     * A database.
     *
     * @param url its JDBC URL
     * @param user who to be
     * @param password to prove it; it goes by standard input, where nobody else looks
     */
    record Database(String url, String user, String password) {}

    public static void main(String[] args) throws IOException {
        Logging.configure();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream answers = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Order order = JSON.readValue(questions.readLine(), Order.class);
        Watcher watcher = new Watcher();
        try (HealthMonitor monitor = HealthMonitor.builder()
                .targets(order.plan().targets())
                .store(store(order.database()))
                .listener(watcher)
                .start()) {
            answers.println(ChildJvm.ANSWER + "running");
            for (String question = questions.readLine(); question != null; question = questions.readLine()) {
                answers.println(ChildJvm.ANSWER + answer(question, order.plan(), monitor, watcher));
            }
        }
        System.exit(0);
    }

    private static Store store(@Nullable Database database) {
        return database == null
                ? new InMemoryStore()
                : PostgresStore.builder(database.url(), database.user(), Secret.of(database.password()))
                        .build();
    }

    private static String answer(String question, Plan plan, HealthMonitor monitor, Watcher watcher)
            throws IOException {
        return switch (question) {
            case FIGURES -> JSON.writeValueAsString(watcher.figures(monitor));
            case COLLECT -> Long.toString(HeapWatch.usedAfterCollection());
            case DRAIN -> drain(plan, monitor, watcher);
            default -> throw new IllegalArgumentException("no such question: " + question);
        };
    }

    private static String drain(Plan plan, HealthMonitor monitor, Watcher watcher) {
        plan.atRest().forEach(monitor::replace);
        // A check's deadline is hard, so that after it only recording is left.
        long deadline = System.nanoTime()
                + Duration.ofMillis(plan.timeoutMillis()).plusSeconds(2).toNanos();
        while (!watcher.quiet(monitor.statistics()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(20_000_000);
        }
        monitor.flush().join();
        return "drained";
    }
}
