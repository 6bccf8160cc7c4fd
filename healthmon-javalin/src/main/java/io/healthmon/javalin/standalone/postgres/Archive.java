package io.healthmon.javalin.standalone.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** Unpacks a {@code .txz}: folders, files (executable or not) and symbolic links. */
final class Archive {

    private static final int MAX_ENTRIES = 20_000;
    private static final long MAX_BYTES = 1L << 30;
    private static final int XZ_MEMORY_KIB = 256 * 1024;
    private static final int EXECUTABLE = 0100;

    private Archive() {}

    static void unpack(InputStream txz, Path into) throws IOException {
        int entries = 0;
        long bytes = 0;
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(txz), XZ_MEMORY_KIB))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                entries++;
                bytes += entry.getSize();
                if (entries > MAX_ENTRIES || bytes > MAX_BYTES) {
                    throw new IOException("the archive is larger than any PostgreSQL");
                }
                write(tar, entry, inside(into, into.resolve(entry.getName())));
            }
        }
    }

    private static void write(InputStream content, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Path folder = Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            inside(folder, folder.resolve(entry.getLinkName()));
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(content, path);
            boolean executable = (entry.getMode() & EXECUTABLE) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        } else {
            throw new IOException("the archive holds something that is neither file, folder nor link");
        }
    }

    private static Path inside(Path folder, Path path) throws IOException {
        if (!path.normalize().startsWith(folder)) {
            throw new IOException("the archive points outside of itself");
        }
        return path.normalize();
    }
}
