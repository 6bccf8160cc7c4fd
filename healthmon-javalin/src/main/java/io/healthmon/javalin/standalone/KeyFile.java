package io.healthmon.javalin.standalone;

import io.healthmon.access.SealedException;
import io.healthmon.access.SealingKey;
import io.healthmon.target.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A sealing key in a file that only its owner may read: {@code ID KEY}, on one line. For those who configure none; made when it is first
 * needed. It outlives everything that is sealed with it, so it is on the disk before it is used. Thread-safe.
 */
final class KeyFile {

    private static final Logger LOG = LoggerFactory.getLogger(KeyFile.class);

    private static final Set<PosixFilePermission> OTHERS = EnumSet.of(
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE);

    private final Path file;
    private final SecureRandom random = new SecureRandom();
    private final AtomicBoolean warned = new AtomicBoolean();

    KeyFile(Path dataDir) {
        file = dataDir.resolve("secret.key");
    }

    /** Its key; empty if there is no file. */
    Optional<SealingKey> read() {
        try {
            String[] parts =
                    Files.readString(file, StandardCharsets.US_ASCII).strip().split(" ", 2);
            warnOfReaders();
            return Optional.of(new SealingKey(parts[0], Secret.of(parts.length == 2 ? parts[1] : "")));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new SealedException(file + " cannot be read", e);
        } catch (IllegalArgumentException e) {
            throw new SealedException(file + " is no key file, \"ID KEY\" on one line: " + e.getMessage());
        }
    }

    /** Its key, made if there is no file. */
    synchronized SealingKey readOrMake() {
        return read().orElseGet(this::make);
    }

    private SealingKey make() {
        byte[] id = new byte[4];
        byte[] key = new byte[SealingKey.BYTES];
        random.nextBytes(id);
        random.nextBytes(key);
        SealingKey made = new SealingKey(
                "file-" + HexFormat.of().formatHex(id),
                Secret.of(Base64.getEncoder().encodeToString(key)));
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path fresh = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    "secret",
                    ".new",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try {
                write(fresh, made);
                publish(fresh);
            } finally {
                Files.deleteIfExists(fresh);
            }
        } catch (FileAlreadyExistsException e) {
            return read().orElseThrow(() -> new SealedException(file + " comes and goes", e));
        } catch (IOException e) {
            throw new SealedException(file + " cannot be written", e);
        }
        LOG.info(
                "made {}, which seals secrets in the database: it belongs into the backup, apart from the database's",
                file);
        return made;
    }

    /** Never over another process's, which may have sealed something with it: a link, unlike a move, sees to that by itself. */
    private void publish(Path fresh) throws IOException {
        try {
            Files.createLink(file, fresh);
        } catch (FileAlreadyExistsException e) {
            throw e;
        } catch (UnsupportedOperationException | FileSystemException noLinksHere) {
            Files.move(fresh, file);
        }
    }

    private static void write(Path fresh, SealingKey key) throws IOException {
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
            ByteBuffer line =
                    StandardCharsets.US_ASCII.encode(key.id() + " " + key.key().reveal() + "\n");
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
    }

    private void warnOfReaders() throws IOException {
        if (Files.getPosixFilePermissions(file).stream().anyMatch(OTHERS::contains)
                && warned.compareAndSet(false, true)) {
            LOG.warn("{} can be read by others than its owner: chmod 600 it", file);
        }
    }
}
