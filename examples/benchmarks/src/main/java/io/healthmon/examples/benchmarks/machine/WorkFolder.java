package io.healthmon.examples.benchmarks.machine;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;

/**
 * A folder to work in: one that was named and stays, or one of our own that is deleted at the end.
 *
 * @param path where it is
 * @param ours whether it is deleted
 */
public record WorkFolder(Path path, boolean ours) implements AutoCloseable {

    /** The folder that was named, or a new one. */
    public static WorkFolder of(Optional<Path> named) throws IOException {
        return named.isPresent()
                ? new WorkFolder(Files.createDirectories(named.get()), false)
                : new WorkFolder(Files.createTempDirectory("healthmon-bench"), true);
    }

    @Override
    public void close() throws IOException {
        if (!ours) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(
                    Path folder, @org.jspecify.annotations.Nullable IOException failed) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
