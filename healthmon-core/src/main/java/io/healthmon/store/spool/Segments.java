package io.healthmon.store.spool;

import io.healthmon.store.spool.Compaction.Spare;
import io.healthmon.store.spool.Segment.Place;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The spool's files: those in use, in order, and those that are free. One is always kept free, for a compaction to write to. Not
 * thread-safe, but for {@link #reserveOne}.
 */
final class Segments implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Segments.class);
    private static final String NAME = "segment-%03d.spool";

    /** Beyond its number only for steps that must not go; a quarter of it at most. */
    private static final int BEYOND = 4;

    /** How many segments are made one at once: less waiting for those who append than all at once. */
    private static final int MOST_AT_ONCE = 8;

    /** Where all ended at some time: the place of the newest segment, and the end of that which was added to. */
    record Mark(long place, @Nullable Segment segment, long end, Tally unread) {}

    private final Path folder;
    private final int most;
    private final long segmentBytes;
    private final List<Segment> used = new ArrayList<>();
    private final Deque<Segment> free = new ArrayDeque<>();
    private int files;
    private int beyond;
    private long lastMade;
    private long lastPlace;
    private boolean adding;

    private Segments(Path folder, int most, long segmentBytes) {
        this.folder = folder;
        this.most = most;
        this.segmentBytes = segmentBytes;
    }

    static Segments open(Path folder, int most, long segmentBytes) throws IOException {
        Segments segments = new Segments(folder, most, segmentBytes);
        try {
            segments.recover();
            return segments;
        } catch (IOException | RuntimeException e) {
            segments.close();
            throw e;
        }
    }

    private void recover() throws IOException {
        List<Path> paths;
        try (Stream<Path> all = Files.list(folder)) {
            paths = all.filter(path -> path.getFileName().toString().matches("segment-\\d{3,}\\.spool"))
                    .sorted()
                    .toList();
        }
        files = paths.size();
        for (Path path : paths) {
            Segment segment = Segment.open(path, segmentBytes);
            free.add(segment);
            segment.recover();
        }
        List<Segment> found = free.stream().filter(segment -> !segment.isFree()).toList();
        List<Place> places = found.stream().map(Segment::place).toList();
        for (Segment segment : found) {
            lastMade = Math.max(lastMade, segment.place().made());
            lastPlace = Math.max(lastPlace, segment.place().last());
            if (places.stream().anyMatch(other -> other.replaces(segment.place()))) {
                segment.free(); // a compaction was done, and not yet tidied up
            } else {
                free.remove(segment);
                used.add(segment);
            }
        }
        used.sort(Comparator.comparingLong(segment -> segment.place().first()));
        if (!used.isEmpty()) {
            newest().cutTornTail();
        }
        for (Segment segment : List.copyOf(used)) {
            if (segment.isPassed()) {
                setFree(segment);
            }
        }
        adding = !used.isEmpty() && newest().place().last() == lastPlace;
    }

    // ---- room

    /** Writes a free file to its full length, one that was made in haste or a new one; false if nothing is left to do. */
    boolean reserveOne() throws IOException {
        Segment segment;
        synchronized (free) {
            Optional<Segment> hasty =
                    free.stream().filter(one -> !one.isReserved()).findFirst();
            if (hasty.isEmpty() && files >= most) {
                return false;
            }
            segment = hasty.isPresent() ? hasty.get() : newFile();
            free.remove(segment);
        }
        try {
            segment.reserve();
        } catch (IOException full) {
            synchronized (free) {
                segment.close();
                files--;
            }
            Files.deleteIfExists(segment.path());
            throw full;
        }
        synchronized (free) {
            free.addLast(segment);
            return files < most || free.stream().anyMatch(one -> !one.isReserved());
        }
    }

    private Segment newFile() throws IOException {
        Path path;
        int number = files;
        do {
            path = folder.resolve(String.format(Locale.ROOT, NAME, number++));
        } while (Files.exists(path));
        Segment segment = Segment.open(path, segmentBytes);
        files++;
        forceFolder();
        return segment;
    }

    /** So that a new file's name survives a crash too; where a folder can't be opened, the system sees to it. */
    private void forceFolder() {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            LOG.debug("the spool's folder can't be forced to the disk", e);
        }
    }

    /** A free file, one that is not reserved if there is no other; empty if no more than {@code keep} would be left. */
    private Optional<Segment> takeFree(int keep) throws IOException {
        synchronized (free) {
            int notMade = Math.max(0, most + beyond - files);
            if (free.size() + notMade <= keep) {
                return Optional.empty();
            }
            return Optional.of(free.isEmpty() ? newFile() : free.removeFirst());
        }
    }

    private void setFree(Segment segment) throws IOException {
        segment.free();
        used.remove(segment);
        synchronized (free) {
            free.addLast(segment);
        }
    }

    // ---- adding

    /** Adds a frame behind all others; false if there is no room. */
    boolean add(Frame.Packed frame) throws IOException {
        if (Segment.HEAD + Frame.HEAD + frame.frame().length() > segmentBytes) {
            throw new IOException("an entry is larger than a file of the spool");
        }
        if (!adding || !newest().fits(frame.frame())) {
            if (adding) {
                newest().force();
            }
            Optional<Segment> next = takeFree(1);
            if (next.isEmpty()) {
                return false;
            }
            lastPlace++;
            next.get().begin(place(lastPlace, lastPlace));
            used.add(next.get());
            adding = true;
            next.get().publish();
        }
        newest().add(frame);
        return true;
    }

    private Place place(long first, long last) {
        lastMade++;
        return new Place(ThreadLocalRandom.current().nextLong(), lastMade, first, last);
    }

    private Segment newest() {
        return used.get(used.size() - 1);
    }

    void force() throws IOException {
        if (adding) {
            newest().force();
        }
    }

    Mark mark() {
        return adding
                ? new Mark(lastPlace, newest(), newest().end(), newest().unread())
                : new Mark(lastPlace, null, 0, Tally.NONE);
    }

    /** Takes back what was added since. */
    void cutTo(Mark mark) {
        while (!used.isEmpty() && newest().place().first() > mark.place) {
            Segment begun = newest();
            try {
                setFree(begun);
            } catch (IOException e) {
                LOG.warn(
                        "{} can't be freed, and its entries will be looked at twice: {}", begun.path(), e.getMessage());
                break;
            }
        }
        adding = !used.isEmpty() && newest() == mark.segment;
        if (adding) {
            newest().cutTo(mark.end, mark.unread);
        }
    }

    // ---- reading

    Optional<Segment> oldest() {
        return used.isEmpty() ? Optional.empty() : Optional.of(used.get(0));
    }

    void freeOldest() throws IOException {
        Segment oldest = used.get(0);
        if (used.size() == 1) {
            adding = false;
        }
        setFree(oldest);
    }

    List<Segment> all() {
        return List.copyOf(used);
    }

    // ---- compacting

    /**
     * Makes one of some old segments, without what can be spared.
     *
     * @param beingRead is left alone
     * @return how many checks were given up; empty if nothing is to be gained
     */
    Optional<Long> compact(Spare spare, @Nullable Segment beingRead) throws IOException {
        List<Segment> run = run(spare, beingRead);
        while (!run.isEmpty()) {
            Optional<Long> gone = compact(run, spare);
            if (gone.isPresent()) {
                return gone;
            }
            // More stays than it looked like.
            if (run.size() > 2) {
                run = run.subList(0, run.size() / 2 + run.size() % 2);
            } else {
                run.get(0).markDense(spare);
                run = run(spare, beingRead);
            }
        }
        return Optional.empty();
    }

    private Optional<Long> compact(List<Segment> inputs, Spare spare) throws IOException {
        Optional<Segment> output = takeFree(0);
        if (output.isEmpty()) {
            return Optional.empty();
        }
        Segment made = output.get();
        made.begin(place(
                inputs.get(0).place().first(),
                inputs.get(inputs.size() - 1).place().last()));
        Optional<Long> gone;
        try {
            gone = Compaction.run(inputs, made, spare);
            if (gone.isPresent()) {
                made.publish();
            }
        } catch (IOException e) {
            made.free();
            synchronized (free) {
                free.addFirst(made);
            }
            throw e;
        }
        if (gone.isEmpty()) {
            made.free();
            synchronized (free) {
                free.addFirst(made);
            }
            return gone;
        }
        used.add(used.indexOf(inputs.get(0)), made);
        for (Segment input : inputs) {
            setFree(input);
        }
        return gone;
    }

    /** The oldest segments in a row, two or more, of which one can probably be made; never the one that is added to. */
    private List<Segment> run(Spare spare, @Nullable Segment beingRead) {
        List<Segment> run = new ArrayList<>();
        long bytes = 0;
        for (Segment segment : adding ? used.subList(0, used.size() - 1) : used) {
            long kept = spare.kept(segment);
            boolean leave = segment == beingRead || segment.isDense(spare);
            if (leave || run.size() == MOST_AT_ONCE || bytes + kept > segmentBytes * 3 / 4) {
                if (run.size() > 1) {
                    return run;
                }
                run.clear();
                bytes = 0;
            }
            if (!leave && kept <= segmentBytes * 3 / 4) {
                run.add(segment);
                bytes += kept;
            }
        }
        return run.size() > 1 ? run : List.of();
    }

    /** Allows itself one more file; false if it has gone far enough. */
    boolean goBeyond() {
        if (beyond >= Math.max(1, most / BEYOND)) {
            return false;
        }
        beyond++;
        return true;
    }

    // ---- figures

    long entries() {
        return used.stream().mapToLong(segment -> segment.unread().entries()).sum();
    }

    long bytes() {
        return used.stream().mapToLong(Segment::unreadBytes).sum();
    }

    long capacity() {
        return (most - 1) * segmentBytes;
    }

    long reservedBytes() {
        synchronized (free) {
            return Stream.concat(used.stream(), free.stream())
                    .mapToLong(Segment::length)
                    .sum();
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (free) {
            for (Segment segment : used) {
                segment.close();
            }
            for (Segment segment : free) {
                segment.close();
            }
        }
    }
}
