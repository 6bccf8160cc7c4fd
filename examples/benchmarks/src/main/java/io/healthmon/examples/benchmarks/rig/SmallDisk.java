package io.healthmon.examples.benchmarks.rig;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A small filesystem of its own, in memory, that can be filled to its last byte. It is mounted in a user and mount namespace,
 * which any user may have where the kernel allows such; a process holds it, and it goes with that process.
 */
final class SmallDisk implements AutoCloseable {

    private static final String HOLD =
            "mount -t tmpfs -o size=\"$1\"m,mode=0700 tmpfs \"$2\" && echo mounted && exec cat";
    private static final int BLOCK = 1024 * 1024;

    private final Process holder;
    private final Path mountPoint;

    private SmallDisk(Process holder, Path mountPoint) {
        this.holder = holder;
        this.mountPoint = mountPoint;
    }

    /**
     * Mounts one.
     *
     * @throws IllegalStateException if this system does not allow it: what it needs
     */
    static SmallDisk mount(Path at, int megabytes) throws IOException {
        Files.createDirectories(at);
        Process holder = new ProcessBuilder(
                        "unshare",
                        "--user",
                        "--map-root-user",
                        "--mount",
                        "sh",
                        "-c",
                        HOLD,
                        "sh",
                        Integer.toString(megabytes),
                        at.toString())
                .redirectErrorStream(true)
                .start();
        String said =
                new BufferedReader(new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8)).readLine();
        if (!"mounted".equals(said)) {
            holder.destroyForcibly();
            throw new IllegalStateException(
                    "a full disk can't be shown here: it needs a small filesystem in a namespace"
                            + " (unshare --user --map-root-user --mount), which this system refuses: " + said
                            + "; allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, or a container that may), or run as root");
        }
        return new SmallDisk(holder, at);
    }

    /** What a command needs before it to see the filesystem where it is mounted. */
    List<String> entrance() {
        return List.of(
                "nsenter",
                "--target",
                Long.toString(holder.pid()),
                "--user",
                "--preserve-credentials",
                "--mount",
                "--");
    }

    /** Where it is seen from outside. */
    Path root() {
        return Path.of("/proc", Long.toString(holder.pid()), "root", mountPoint.toString());
    }

    /** Takes all the space that is left. */
    void fill() throws IOException {
        for (int size = BLOCK; size >= 1; size /= 8) {
            fillBy(new byte[size]);
        }
    }

    private void fillBy(byte[] block) throws IOException {
        try (OutputStream file = Files.newOutputStream(
                ballast(), java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.APPEND)) {
            while (true) {
                file.write(block);
            }
        } catch (IOException full) {
            if (Files.getFileStore(root()).getUsableSpace() > BLOCK) {
                throw full;
            }
        }
    }

    /** Gives it back. */
    void free() throws IOException {
        Files.deleteIfExists(ballast());
    }

    private Path ballast() {
        return root().resolve("ballast");
    }

    @Override
    public void close() throws IOException {
        try {
            holder.getOutputStream().close();
            if (!holder.waitFor(5, TimeUnit.SECONDS)) {
                holder.destroyForcibly();
            }
        } catch (InterruptedException e) {
            holder.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
