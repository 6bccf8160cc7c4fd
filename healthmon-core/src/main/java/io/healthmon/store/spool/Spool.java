package io.healthmon.store.spool;

import io.healthmon.store.Numbered;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A queue on disk, for what can't be recorded in the database now. What was appended is there after a crash, in order; a tail that a
 * crash has torn is cut. It takes a bounded number of bytes, in files that are written to their full length beforehand: a disk that is
 * full does not concern it. When it is full, the oldest healthy checks go first and are counted as {@link io.healthmon.store.Gap}s,
 * then all that changed no alert; a step that did never goes.
 *
 * <p>Thread-safe. Appending blocks until the data is on the disk.
 */
public final class Spool implements AutoCloseable {

    /** What it takes at most unless told otherwise: 1 GB. */
    public static final long DEFAULT_MAX_BYTES = 1L << 30;

    /** The least that it can be given: 16 MB. */
    public static final long MIN_MAX_BYTES = 16L << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Spool.class);
    private static final int MAX_BATCH = 1_000;

    /** What an entry takes while none was ever written: a guess, for the metric that says how long the room lasts. */
    private static final double FIRST_GUESS = 40;

    private final Segments segments;
    private final FileChannel lockFile;

    /** Given by {@link #next} and not released; what is read is never compacted. */
    private @Nullable Given given;

    private double bytesPerEntry = FIRST_GUESS;
    private long givenUp;
    private long damaged;
    private volatile SpoolStatistics statistics = SpoolStatistics.NONE;

    private record Given(Segment segment, Segment.Located located, SpooledBatch batch) {}

    private Spool(FileChannel lockFile, Segments segments) {
        this.lockFile = lockFile;
        this.segments = segments;
        publishStatistics();
    }

    /**
     * Opens the spool in a folder, which is made if it is missing, with all that a process before left in it.
     *
     * @param maxBytes what it takes at most; {@link #MIN_MAX_BYTES} or more. Less than before is fine: what lies there stays until it
     *     is recorded
     * @throws IOException if the folder can't be written, another process has it, or a later version wrote it; the message says which
     */
    public static Spool open(Path folder, long maxBytes) throws IOException {
        if (maxBytes < MIN_MAX_BYTES) {
            throw new IllegalArgumentException("a spool needs " + MIN_MAX_BYTES + " bytes or more, not " + maxBytes);
        }
        // A frame fits into the smallest segment whatever is in it.
        return open(folder, maxBytes, Math.max(2L << 20, maxBytes / 64));
    }

    static Spool open(Path folder, long maxBytes, long segmentBytes) throws IOException {
        createFolder(folder);
        FileChannel lockFile =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (!locked(lockFile)) {
                throw new IOException(folder + " is in use by another healthmon");
            }
            return new Spool(lockFile, Segments.open(folder, (int) (maxBytes / segmentBytes), segmentBytes));
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    /** What targets sent lies in it: nobody else's to read. */
    private static void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createDirectory(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(folder);
        }
    }

    private static boolean locked(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException inThisProcess) {
            return false;
        }
    }

    /**
     * Takes one more piece of its room on the disk beforehand.
     *
     * @return true if there is more to take
     * @throws IOException if the disk has no more
     */
    public boolean reserve() throws IOException {
        // Not under the lock: it may take long, and nobody else touches a file that is not reserved yet.
        boolean more = segments.reserveOne();
        publishStatistics();
        return more;
    }

    /**
     * Adds entries behind all others. When it returns, they are on the disk; when it throws, none is.
     *
     * @param origin who numbered them
     * @param entries their numbers strictly increase, and go on from those of the origin before
     * @throws IOException if the disk failed or there is no room, and nothing that may go
     */
    public synchronized void append(UUID origin, List<? extends Numbered> entries) throws IOException {
        List<Frame.Packed> frames = packed(origin, entries);
        Segments.Mark before = segments.mark();
        try {
            for (Frame.Packed frame : frames) {
                while (!segments.add(frame)) {
                    makeRoom(frame);
                }
            }
            segments.force();
        } catch (IOException e) {
            segments.cutTo(before);
            throw e;
        } finally {
            publishStatistics();
        }
        long bytes = frames.stream()
                .mapToLong(frame -> Frame.HEAD + frame.frame().length())
                .sum();
        bytesPerEntry += ((double) bytes / entries.size() - bytesPerEntry) * 0.1;
    }

    private static List<Frame.Packed> packed(UUID origin, List<? extends Numbered> entries) throws IOException {
        List<Frame.Packed> frames = new ArrayList<>();
        int from = 0;
        long bytes = 0;
        for (int i = 0; i < entries.size(); i++) {
            bytes += entries.get(i)
                            .check()
                            .map(check -> check.evaluation().checks().json().length())
                            .orElse(0)
                    + 500L;
            if (bytes >= Frame.TARGET || i - from + 1 == MAX_BATCH || i == entries.size() - 1) {
                frames.add(Frame.pack(origin, entries.subList(from, i + 1)));
                from = i + 1;
                bytes = 0;
            }
        }
        return frames;
    }

    /** Spares the oldest that can be spared; at last goes beyond its bytes for a transition's sake. */
    private void makeRoom(Frame.Packed frame) throws IOException {
        for (Compaction.Spare spare : Compaction.Spare.values()) {
            Optional<Long> gone = segments.compact(spare, given == null ? null : given.segment);
            if (gone.isPresent()) {
                if (givenUp == 0 && gone.get() > 0) {
                    LOG.error("the spool is full: the oldest healthy checks are given up, alerts are not");
                }
                givenUp += gone.get();
                return;
            }
        }
        if (frame.frame().tally().alerting() == 0 || !segments.goBeyond()) {
            throw new IOException("the spool is full, and nothing in it may go");
        }
    }

    /**
     * The oldest entries; the same until they are {@link #release}d. Entries that can't be read any more are logged, counted and left
     * out.
     *
     * @return empty if it is empty
     * @throws IOException if the disk failed
     */
    public synchronized Optional<SpooledBatch> next() throws IOException {
        if (given != null) {
            return Optional.of(given.batch);
        }
        while (true) {
            Optional<Segment> oldest = segments.oldest();
            if (oldest.isEmpty()) {
                return Optional.empty();
            }
            Optional<Segment.Located> located = oldest.get().peek();
            if (located.isEmpty()) {
                segments.freeOldest();
                continue;
            }
            Frame frame = located.get().frame();
            try {
                SpooledBatch batch = new SpooledBatch(
                        frame.origin(), frame.entries(oldest.get().payload(located.get())));
                given = new Given(oldest.get(), located.get(), batch);
                return Optional.of(batch);
            } catch (IOException e) {
                damaged += frame.tally().entries();
                LOG.error(
                        "{} entries of the spool are damaged and lost: {}",
                        frame.tally().entries(),
                        e.getMessage());
                oldest.get().pass(located.get());
                publishStatistics();
            }
        }
    }

    /** The entries given last are in the store. */
    public synchronized void release() throws IOException {
        Given its = given;
        if (its == null) {
            throw new IllegalStateException("nothing was given");
        }
        given = null;
        its.segment.pass(its.located);
        if (its.segment.isPassed()) {
            segments.freeOldest();
        }
        publishStatistics();
    }

    /**
     * Shows the newest entry, then the one before it, and so on, for as long as {@code goOn} is true. Damaged ones are left out.
     *
     * @throws IOException if the disk failed
     */
    public synchronized void newestFirst(Predicate<Numbered> goOn) throws IOException {
        List<Segment> all = segments.all();
        for (int i = all.size() - 1; i >= 0; i--) {
            List<Segment.Located> frames = all.get(i).frames();
            for (int j = frames.size() - 1; j >= 0; j--) {
                List<Numbered> entries = entries(all.get(i), frames.get(j));
                for (int k = entries.size() - 1; k >= 0; k--) {
                    if (!goOn.test(entries.get(k))) {
                        return;
                    }
                }
            }
        }
    }

    /**
     * Shows, the oldest first, every entry that tells of alerts, and some beside it; what lies together and tells of none is not read.
     * Damaged ones are left out.
     *
     * @throws IOException if the disk failed
     */
    public synchronized void tellingOfAlerts(Consumer<Numbered> each) throws IOException {
        for (Segment segment : segments.all()) {
            for (Segment.Located located : segment.frames()) {
                if (located.frame().tally().alerting() > 0) {
                    entries(segment, located).forEach(each);
                }
            }
        }
    }

    private static List<Numbered> entries(Segment segment, Segment.Located located) {
        try {
            return located.frame().entries(segment.payload(located));
        } catch (IOException damage) {
            return List.of(); // said when it is its turn to be recorded
        }
    }

    /** True if nothing waits in it. Never blocks. */
    public boolean isEmpty() {
        return statistics.entries() == 0;
    }

    /** How full it is. Never blocks. */
    public SpoolStatistics statistics() {
        return statistics;
    }

    private void publishStatistics() {
        synchronized (this) {
            statistics = new SpoolStatistics(
                    segments.entries(),
                    segments.bytes(),
                    segments.capacity(),
                    segments.reservedBytes(),
                    givenUp,
                    damaged,
                    bytesPerEntry);
        }
    }

    /** Lets go of its files; what is in it stays. Idempotent. */
    @Override
    public synchronized void close() throws IOException {
        try {
            segments.close();
        } finally {
            lockFile.close();
        }
    }
}
