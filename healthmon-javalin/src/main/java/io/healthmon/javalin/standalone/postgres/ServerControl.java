package io.healthmon.javalin.standalone.postgres;

import io.healthmon.target.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Starts, finds and stops the server of one cluster. */
final class ServerControl {

    /** Recovery after a crash counts as starting. */
    private static final Duration START_LIMIT = Duration.ofMinutes(2);

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Duration MARGIN = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int ATTEMPTS = 20;

    private final Layout layout;
    private final Binaries binaries;
    private final Commands commands;
    private final RunAs runAs;
    private final Secret password;
    private OptionalInt port = OptionalInt.empty();

    ServerControl(Layout layout, Binaries binaries, Commands commands, RunAs runAs, Secret password) {
        this.layout = layout;
        this.binaries = binaries;
        this.commands = commands;
        this.runAs = runAs;
        this.password = password;
    }

    /**
     * The server that a monitor left behind when it was killed, if it answers; otherwise a new one. Once there was one, those
     * that follow it have its port. Used by one thread at a time.
     */
    Postmaster findOrStart() {
        Postmaster server = findLeftBehind().orElseGet(this::start);
        port = OptionalInt.of(server.port());
        return server;
    }

    private Optional<Postmaster> findLeftBehind() {
        Optional<Postmaster> left = running();
        if (left.isPresent()) {
            boolean usable = port.isEmpty() || port.getAsInt() == left.get().port();
            if (usable && answers(left.get())) {
                return left;
            }
            replace();
        }
        if (Postmaster.read(layout.cluster())
                .filter(server -> server.misleads(layout.cluster()))
                .isPresent()) {
            forget();
        }
        return Optional.empty();
    }

    /** Fast, then immediately, then by force; each bounded. Does nothing if it does not run. */
    private void replace() {
        if (!stop(STOP_LIMIT.multipliedBy(2))) {
            running().flatMap(Postmaster::process).ifPresent(ServerControl::kill);
        }
    }

    /**
     * Fast, and after three quarters of the time immediately, which costs the next start a recovery. Does nothing if it does
     * not run.
     *
     * @return true if it does not run any more
     */
    boolean stop(Duration within) {
        Duration last = within.dividedBy(4);
        if (running().isPresent()) {
            control(within.minus(last), "stop", "--mode=fast");
        }
        if (running().isPresent()) {
            control(last, "stop", "--mode=immediate");
        }
        return running().isEmpty();
    }

    private Optional<Postmaster> running() {
        return Postmaster.read(layout.cluster()).filter(server -> server.runs(layout.cluster()));
    }

    private boolean answers(Postmaster server) {
        int patience = ATTEMPTS;
        while (patience > 0 && server.runs(layout.cluster())) {
            switch (Login.attempt(EmbeddedPostgres.url(server.port()), EmbeddedPostgres.USER, password)) {
                case OK -> {
                    return true;
                }
                case REFUSED -> {
                    return false;
                }
                case STARTING -> patience--;
                case NO_ANSWER -> patience -= ATTEMPTS / 2;
            }
            pause();
        }
        return false;
    }

    private void forget() {
        try {
            for (int attempt = 0; !Postmaster.deserted(layout.cluster()); attempt++) {
                if (attempt == ATTEMPTS) {
                    throw new EmbeddedPostgresException(
                            "processes of a server that is gone still work in " + layout.cluster() + "; stop them");
                }
                pause();
            }
            Postmaster.forget(layout.cluster());
        } catch (IOException e) {
            throw Failures.io("data-dir " + layout.dataDir() + " cannot be written", e);
        }
    }

    private Postmaster start() {
        String cause = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (tryStart()) {
                return started();
            }
            cause = cause();
            if (!passing(cause)) {
                break;
            }
            pause();
        }
        throw new EmbeddedPostgresException("PostgreSQL could not start in data-dir " + layout.dataDir() + ": " + cause
                + " (see " + layout.log() + ")");
    }

    private boolean tryStart() {
        try {
            Files.deleteIfExists(layout.startLog());
            Settings.write(layout, layout.cluster(), port.orElseGet(() -> Port.choose(layout)));
        } catch (IOException e) {
            throw Failures.io("data-dir " + layout.dataDir() + " cannot be written", e);
        }
        return control(
                        START_LIMIT.plus(MARGIN),
                        "start",
                        "--timeout=" + START_LIMIT.toSeconds(),
                        "--log=" + layout.startLog())
                .ok();
    }

    /** The password can only be wrong if somebody changed one of the two. */
    private Postmaster started() {
        Postmaster server = running()
                .orElseThrow(() -> new EmbeddedPostgresException(
                        "PostgreSQL ended right after its start in data-dir " + layout.dataDir() + ": " + cause()));
        if (!answers(server)) {
            replace();
            throw new EmbeddedPostgresException("PostgreSQL in data-dir " + layout.dataDir()
                    + " does not accept the password in " + layout.password() + "; restore the file");
        }
        return server;
    }

    private String cause() {
        return Failures.cause(List.of(
                Failures.tail(layout.startLog()),
                newestServerLog().map(Failures::tail).orElse(""),
                Failures.tail(layout.commandLog())));
    }

    private Optional<Path> newestServerLog() {
        try (Stream<Path> files = Files.list(layout.log())) {
            FileTime thisStart = Files.getLastModifiedTime(Settings.file(layout.cluster()));
            return files.filter(file -> file.getFileName().toString().startsWith("postgresql-"))
                    // What an earlier server said is not why this one did not start.
                    .filter(file -> file.toFile().lastModified() >= thisStart.toMillis())
                    .max((a, b) ->
                            Long.compare(a.toFile().lastModified(), b.toFile().lastModified()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** A killed server's children take a moment to end; a port may be taken between the choice and the start. */
    private static boolean passing(String cause) {
        String lower = cause.toLowerCase(Locale.ROOT);
        return lower.contains("still in use")
                || lower.contains("could not create any tcp/ip sockets")
                || lower.contains("address already in use");
    }

    private Commands.Result control(Duration limit, String action, String... options) {
        List<String> command = new ArrayList<>(
                List.of(binaries.program("pg_ctl"), action, "--pgdata=" + layout.cluster(), "--wait", "--silent"));
        command.addAll(List.of(options));
        return commands.run(limit, runAs.prefix(), command);
    }

    private static void kill(ProcessHandle process) {
        process.destroyForcibly();
        try {
            process.onExit().get(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            throw new EmbeddedPostgresException("PostgreSQL, process " + process.pid() + ", cannot be stopped", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EmbeddedPostgresException("interrupted while PostgreSQL was starting", e);
        }
    }
}
