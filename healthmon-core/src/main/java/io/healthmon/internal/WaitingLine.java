package io.healthmon.internal;

import io.healthmon.internal.StepQueue.Added;
import io.healthmon.store.spool.Spool;
import io.healthmon.store.spool.SpooledBatch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the store, in one order: on disk first, then in memory. While all is well, work goes from memory to the store. From
 * the moment the store does not take something, everything goes to disk, behind what is there; and once it takes work again, from disk
 * until that is empty. Without a disk, everything waits in memory, and is shown meanwhile. Thread-safe; blocks for the disk at most.
 */
final class WaitingLine {

    private final UUID origin;
    private final StepQueue memory;
    private volatile Optional<Spool> disk;

    // Guarded by this.
    private boolean viaDisk;
    private boolean diskBusy;
    private boolean diskBroken;
    private boolean storeAway;
    private @Nullable RuntimeException closed;
    private @Nullable Work direct;

    WaitingLine(UUID origin, StepQueue memory, Optional<Spool> disk) {
        this.origin = origin;
        this.memory = memory;
        this.disk = disk;
        this.viaDisk = disk.isPresent() && !disk.get().isEmpty();
    }

    Added offer(Pending pending, boolean urgent) {
        boolean show;
        Added how;
        synchronized (this) {
            if (closed != null) {
                pending.fail(closed);
                memory.giveUp(pending);
                return Added.LATER;
            }
            how = memory.add(pending, urgent);
            show = isAdrift();
        }
        if (show) {
            pending.show();
        }
        return how;
    }

    /** True if nothing can be recorded for now, so that readers are shown what is not. */
    private boolean isAdrift() {
        return storeAway && (disk.isEmpty() || diskBroken);
    }

    // ---- to the store

    /** Who numbered what waits first. */
    UUID firstOrigin() throws IOException {
        Optional<SpooledBatch> first = disk.isPresent() ? disk.get().next() : Optional.empty();
        return first.map(SpooledBatch::origin).orElse(origin);
    }

    /** The next work for the store; empty if there is none, or it is not on the disk yet. */
    Optional<Work> next() throws IOException {
        if (disk.isPresent()) {
            Optional<SpooledBatch> oldest = disk.get().next();
            if (oldest.isPresent()) {
                return oldest.map(batch -> Work.fromDisk(batch.origin(), batch.entries()));
            }
        }
        synchronized (this) {
            if (viaDisk && (diskBusy || disk.filter(spool -> !spool.isEmpty()).isPresent())) {
                return Optional.empty();
            }
            // The disk is empty and nothing is on its way there: what is in memory comes next.
            viaDisk = false;
            List<Pending> batch = memory.take(Recorder.MAX_BATCH);
            if (batch.isEmpty()) {
                return Optional.empty();
            }
            direct = Work.fromMemory(origin, batch);
            return Optional.of(direct);
        }
    }

    /** Whether what comes next from memory had better wait for more to come: many small batches cost several times one. */
    synchronized boolean mayLinger() {
        return memory.mayLinger();
    }

    /** The store has all of it. */
    void done(Work work) throws IOException {
        if (work.isFromDisk() && disk.isPresent()) {
            disk.get().release();
        }
        synchronized (this) {
            if (direct == work) {
                direct = null;
            }
        }
    }

    /** The store took nothing more of it: it is the first to wait again. */
    synchronized void putBack(Work work) {
        if (!work.isFromDisk() && !work.isElsewhere()) {
            memory.putBack(work.left());
            work.putElsewhere();
        }
        if (direct == work) {
            direct = null;
        }
    }

    /** The store can or can't be had: from then on everything goes to disk, or is shown at once if it can't. */
    void storeAway(boolean away) {
        List<Pending> shown;
        synchronized (this) {
            storeAway = away;
            viaDisk |= away && disk.isPresent() && !diskBroken;
            shown = adrift();
        }
        shown.forEach(Pending::show);
    }

    /**
     * The store has not answered for so long that what it was given goes to disk too, with all that waits behind it. Whether it was taken
     * is found out later, by its numbers.
     *
     * @return true if there is something for the disk now
     */
    boolean tooSlow(Work work) {
        List<Pending> shown = List.of();
        synchronized (this) {
            if (direct != work || work.isElsewhere()) {
                return false;
            }
            if (disk.isPresent() && !diskBroken) {
                memory.putBack(work.left());
                work.putElsewhere();
                viaDisk = true;
                return true;
            }
            shown = new ArrayList<>(work.left());
            memory.forEach(shown::add);
        }
        shown.forEach(Pending::show);
        return false;
    }

    /**
     * The part of the work that was given last is recorded, or given up.
     *
     * @return false if it was put elsewhere meanwhile: then whoever takes it there tells of it
     */
    synchronized boolean settled(Work work) {
        work.done();
        return !work.isElsewhere();
    }

    synchronized void halve(Work work) {
        work.halve();
    }

    synchronized void giveUp(Pending pending) {
        memory.giveUp(pending);
    }

    /** The disk can't be read: what is on it stays for the next start, and all that comes goes without it. */
    synchronized void abandonDisk() {
        disk = Optional.empty();
        viaDisk = false;
    }

    // ---- to the disk

    /** The next batch for the disk; empty if none is to go there. {@link #onDisk} or {@link #notOnDisk} is to follow. */
    synchronized List<Pending> forDisk() {
        if (!viaDisk || diskBusy) {
            return List.of();
        }
        List<Pending> batch = memory.take(Recorder.MAX_BATCH);
        diskBusy = !batch.isEmpty();
        return batch;
    }

    synchronized void onDisk() {
        diskBusy = false;
        diskBroken = false;
    }

    void notOnDisk(List<Pending> batch) {
        List<Pending> shown;
        synchronized (this) {
            memory.putBack(batch);
            diskBusy = false;
            diskBroken = true;
            shown = adrift();
        }
        shown.forEach(Pending::show);
    }

    private synchronized List<Pending> adrift() {
        List<Pending> all = new ArrayList<>();
        if (isAdrift()) {
            memory.forEach(all::add);
        }
        return all;
    }

    // ---- the whole

    /** What waits in memory is never recorded, nor is what comes. */
    void close(RuntimeException why) {
        List<Pending> waiting = new ArrayList<>();
        synchronized (this) {
            closed = closed == null ? why : closed;
            Work now = direct;
            if (now != null) {
                waiting.addAll(now.left());
            }
            memory.forEach(waiting::add);
        }
        waiting.forEach(pending -> pending.fail(why));
    }

    /** Everything of this origin up to this number is in the store, or was given up. */
    synchronized long settledUpTo(long lastCommitted) {
        boolean nothingElsewhere =
                direct == null && !diskBusy && disk.map(Spool::isEmpty).orElse(true);
        return nothingElsewhere ? memory.leftUpTo() : lastCommitted;
    }

    /** True if nothing waits in memory or on its way from there. */
    synchronized boolean isMemoryEmpty() {
        return memory.size() == 0 && !diskBusy && (direct == null || direct.isElsewhere());
    }

    synchronized boolean isViaDisk() {
        return viaDisk;
    }

    /** Entries that wait: in memory, on disk, or on the way. */
    long waiting() {
        long onDisk = disk.map(spool -> spool.statistics().entries()).orElse(0L);
        synchronized (this) {
            Work now = direct;
            return memory.size()
                    + onDisk
                    + (now == null || now.isElsewhere() ? 0 : now.entries().size());
        }
    }
}
