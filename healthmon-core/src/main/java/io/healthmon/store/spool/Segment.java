package io.healthmon.store.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One file of the spool: free, or a head and frames one behind the other. It is written to its full length before it is first used
 * ({@link #reserve}), so that what is written later finds its place on the disk whatever else has filled that. Not thread-safe.
 */
final class Segment implements AutoCloseable {

    static final int HEAD = 64;

    private static final int MAGIC = 0x484D5350; // HMSP
    private static final int VERSION = 1;
    private static final int ZEROES = 256 * 1024;

    /**
     * Which part of the spool it holds.
     *
     * @param stamp no other use of any file has it
     * @param made higher than that of every segment of the spool that was begun before it
     * @param first its place in the order of segments
     * @param last the same; or, if it was made of several, the place of the last of them
     */
    record Place(long stamp, long made, long first, long last) {

        boolean replaces(Place other) {
            return made > other.made && first <= other.first && last >= other.last;
        }
    }

    /** A frame and where it lies. */
    record Located(Frame frame, long offset) {
        long end() {
            return offset + Frame.HEAD + frame.length();
        }
    }

    private final Path path;
    private final FileChannel channel;
    private final long capacity;
    private Optional<Place> place = Optional.empty();
    private volatile long length;
    private long readTo = HEAD;
    private long end = HEAD;
    private Tally unread = Tally.NONE;
    private int dense;

    private Segment(Path path, FileChannel channel, long capacity, long length) {
        this.path = path;
        this.channel = channel;
        this.capacity = capacity;
        this.length = length;
    }

    /** Opens or makes the file. */
    static Segment open(Path path, long capacity) throws IOException {
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        return new Segment(path, channel, capacity, channel.size());
    }

    /** Takes its place on the disk. Blocks for as long as that takes. */
    void reserve() throws IOException {
        zero(length, capacity);
        channel.force(true);
    }

    boolean isReserved() {
        return length() >= capacity;
    }

    /** What of it has its place on the disk. */
    long length() {
        return length;
    }

    /**
     * Finds out what it holds.
     *
     * @throws IOException if that can't be read, or a later version wrote it
     */
    void recover() throws IOException {
        ByteBuffer head = read(0, HEAD);
        if (head.remaining() < HEAD || head.getInt(0) != MAGIC || head.getInt(HEAD - 4) != headChecksum(head)) {
            return;
        }
        head.position(4);
        int version = head.getInt();
        if (version > VERSION) {
            throw new IOException(path + " was written by a later healthmon (format " + version + ", this one knows "
                    + VERSION + "); start that one, which brings it to the database");
        }
        place = Optional.of(new Place(head.getLong(), head.getLong(), head.getLong(), head.getLong()));
        for (Located located : frames()) {
            end = located.end();
            unread = unread.plus(located.frame().tally());
        }
    }

    /**
     * Cuts what a crash has torn: everything from the first frame on that is not sound to its end, so that more can be added there.
     * Nothing is left of it, lest a frame behind the tear comes back behind one that takes the torn one's place.
     */
    void cutTornTail() throws IOException {
        Tally sound = Tally.NONE;
        end = HEAD;
        for (Located located : frames()) {
            if (!located.frame().isSound(payload(located))) {
                break;
            }
            end = located.end();
            sound = sound.plus(located.frame().tally());
        }
        unread = sound;
        zero(end, length);
        force();
    }

    private void zero(long from, long to) throws IOException {
        ByteBuffer zeroes = ByteBuffer.allocate(ZEROES);
        for (long at = from; at < to; at += zeroes.limit()) {
            zeroes.clear().limit((int) Math.min(ZEROES, to - at));
            write(zeroes, at);
        }
    }

    /** Begins anew, for frames to be added; {@link #publish} makes it part of the spool. */
    void begin(Place its) {
        place = Optional.of(its);
        readTo = HEAD;
        end = HEAD;
        unread = Tally.NONE;
        dense = 0;
    }

    /** All that was added is on the disk and, from now on, part of the spool. */
    void publish() throws IOException {
        force();
        Place its = place();
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        head.putInt(MAGIC)
                .putInt(VERSION)
                .putLong(its.stamp)
                .putLong(its.made)
                .putLong(its.first)
                .putLong(its.last);
        head.putInt(HEAD - 4, headChecksum(head));
        write(head.rewind(), 0);
        force();
    }

    /** It holds nothing any more. */
    void free() throws IOException {
        place = Optional.empty();
        write(ByteBuffer.allocate(HEAD), 0);
        force();
        readTo = HEAD;
        end = HEAD;
        unread = Tally.NONE;
    }

    boolean fits(Frame frame) {
        return end + Frame.HEAD + frame.length() <= capacity;
    }

    /** Adds a frame; on the disk for sure after {@link #force}. */
    void add(Frame.Packed packed) throws IOException {
        write(packed.bytes(place().stamp), end);
        end += Frame.HEAD + packed.frame().length();
        unread = unread.plus(packed.frame().tally());
    }

    /** Takes back what was added since the end was there. */
    void cutTo(long itsEnd, Tally itsUnread) {
        end = itsEnd;
        unread = itsUnread;
    }

    void force() throws IOException {
        channel.force(false);
    }

    /** The next frame that was not passed; empty at the end. */
    Optional<Located> peek() throws IOException {
        return readTo < end ? head(readTo) : Optional.empty();
    }

    /** Passes a frame: nobody needs it any more. */
    void pass(Located located) {
        readTo = located.end();
        unread = unread.minus(located.frame().tally());
    }

    /** The frames that were not passed, in order. Of a file that was not recovered, all that look like some. */
    List<Located> frames() throws IOException {
        long limit = end == HEAD ? Math.max(capacity, length) : end;
        List<Located> all = new ArrayList<>();
        Optional<Located> next = head(readTo);
        while (next.isPresent() && next.get().end() <= limit) {
            all.add(next.get());
            next = next.get().end() < limit ? head(next.get().end()) : Optional.empty();
        }
        return all;
    }

    private Optional<Located> head(long offset) throws IOException {
        return Frame.readHead(read(offset, Frame.HEAD), place().stamp).map(frame -> new Located(frame, offset));
    }

    byte[] payload(Located located) throws IOException {
        ByteBuffer bytes = read(located.offset() + Frame.HEAD, located.frame().length());
        if (bytes.remaining() < located.frame().length()) {
            throw new IOException(path + " ends within a frame");
        }
        return bytes.array();
    }

    private ByteBuffer read(long offset, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {}
        return bytes.flip();
    }

    private void write(ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
        length = Math.max(length, at);
    }

    private static int headChecksum(ByteBuffer head) {
        java.util.zip.CRC32C crc = new java.util.zip.CRC32C();
        crc.update(head.array(), 0, HEAD - 4);
        return (int) crc.getValue();
    }

    Place place() {
        return place.orElseThrow(() -> new IllegalStateException(path + " is free"));
    }

    boolean isFree() {
        return place.isEmpty();
    }

    boolean isPassed() {
        return readTo >= end;
    }

    Tally unread() {
        return unread;
    }

    long end() {
        return end;
    }

    /** Bytes that hold what was not passed. */
    long unreadBytes() {
        return end - readTo;
    }

    /** True once it is known that nothing is gained by looking for what can be spared in it. */
    boolean isDense(Compaction.Spare spare) {
        return dense > spare.ordinal();
    }

    void markDense(Compaction.Spare spare) {
        dense = spare.ordinal() + 1;
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
