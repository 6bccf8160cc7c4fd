package io.healthmon.javalin.standalone.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One monitor per data-dir. The operating system holds the lock and lets it go when the process ends, however it ends; the
 * file's content only tells others whose it is.
 */
final class DataDirLock implements AutoCloseable {

    private final FileChannel channel;

    private DataDirLock(FileChannel channel) {
        this.channel = channel;
    }

    static DataDirLock acquire(Layout layout) {
        try {
            FileChannel channel = FileChannel.open(
                    layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (tryLock(channel) == null) {
                String holder = holder(layout);
                channel.close();
                throw new EmbeddedPostgresException("data-dir " + layout.dataDir() + " is in use by process " + holder
                        + "; stop it, or name another data-dir");
            }
            channel.truncate(0);
            byte[] pid = Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII);
            channel.write(ByteBuffer.wrap(pid), 0);
            return new DataDirLock(channel);
        } catch (IOException e) {
            throw Failures.io("data-dir " + layout.dataDir() + " cannot be written", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // this very process
        }
    }

    private static String holder(Layout layout) throws IOException {
        String pid = Files.readString(layout.lock(), StandardCharsets.US_ASCII);
        return pid.matches("\\d{1,10}") ? pid : "(unknown)";
    }

    boolean held() {
        return channel.isOpen();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("the lock could not be released", e);
        }
    }
}
