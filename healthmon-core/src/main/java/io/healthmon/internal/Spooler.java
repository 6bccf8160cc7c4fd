package io.healthmon.internal;

import io.healthmon.store.NumberedStep;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.spool.Spool;
import io.healthmon.time.Timers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what the store does not take to disk, on a thread of its own: the store may hold the recorder's for seconds. What is on the
 * disk is recorded, and shown and told. A disk that fails is tried again; what is for it waits in memory meanwhile.
 */
final class Spooler {

    private static final Logger LOG = LoggerFactory.getLogger(Spooler.class);
    private static final Duration RETRY = Duration.ofSeconds(5);

    private final WaitingLine line;
    private final Optional<Spool> spool;
    private final UUID origin;
    private final Executor thread;
    private final Timers timers;
    private final Consumer<RecordedStep> recorded;
    private final Runnable then;
    private final AtomicBoolean woken = new AtomicBoolean();
    private final CompletableFuture<Void> emptied = new CompletableFuture<>();
    private volatile boolean finishing;

    /** What was logged last about a disk that fails. Only on the thread. */
    private Optional<String> said = Optional.empty();

    /**
     * @param recorded hears of each step that is on the disk
     * @param then is run after something was brought there
     */
    Spooler(
            WaitingLine line,
            Optional<Spool> spool,
            UUID origin,
            Engine engine,
            Consumer<RecordedStep> recorded,
            Runnable then) {
        this.line = line;
        this.spool = spool;
        this.origin = origin;
        this.thread = engine.disk();
        this.timers = engine.timers();
        this.recorded = recorded;
        this.then = then;
    }

    boolean exists() {
        return spool.isPresent();
    }

    /** Looks, shortly, whether there is something for the disk. */
    void wake() {
        if (spool.isPresent() && line.isViaDisk() && woken.compareAndSet(false, true)) {
            execute(() -> {
                woken.set(false);
                spill(spool.get());
            });
        }
    }

    private void execute(Runnable work) {
        try {
            thread.execute(work);
        } catch (RejectedExecutionException closed) {
            LOG.debug("closed: what still waits for the disk is given up");
        }
    }

    private void spill(Spool disk) {
        boolean some = false;
        List<Pending> batch = line.forDisk();
        while (!batch.isEmpty()) {
            try {
                disk.append(origin, batch.stream().map(Pending::entry).toList());
            } catch (IOException | RuntimeException e) {
                line.notOnDisk(batch);
                failed(e);
                return;
            }
            said = Optional.empty();
            some = true;
            line.onDisk();
            batch.forEach(this::told);
            batch = finishing || !line.mayLinger() ? line.forDisk() : List.of();
        }
        if (some) {
            then.run();
        }
        if (finishing && line.isMemoryEmpty()) {
            emptied.complete(null);
        }
    }

    private void told(Pending pending) {
        try {
            if (pending.entry() instanceof NumberedStep numbered) {
                recorded.accept(new RecordedStep(numbered.step(), OptionalLong.empty(), OptionalLong.empty()));
            }
            pending.show();
        } catch (Throwable t) {
            LOG.error("{}: what was recorded could not be told", pending.entry().service(), t);
        }
    }

    private void failed(Exception e) {
        Optional<String> saying = Optional.of(String.valueOf(e.getMessage()));
        if (!saying.equals(said)) {
            said = saying;
            LOG.error("the spool takes nothing, results wait in memory: {}", e.getMessage());
        }
        timers.after(RETRY, this::wake);
    }

    /** Brings to the disk what waits in memory, if the store did not take it; completes when that is done or failed. */
    CompletableFuture<Void> finish() {
        if (spool.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        finishing = true;
        try {
            return CompletableFuture.runAsync(() -> spill(spool.get()), thread);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.completedFuture(null);
        }
    }

    /** Completes when nothing waits in memory, because it is on the disk: even while the store holds the recorder. */
    CompletableFuture<Void> whenMemoryIsEmpty() {
        finishing = true;
        wake();
        return emptied;
    }
}
