package io.healthmon.javalin.standalone.postgres;

import io.healthmon.target.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** The server's password: random, made once, kept in a file that only its owner may read. */
final class Password {

    private static final int BYTES = 32;

    private Password() {}

    /** The password of the cluster there is, or a new one for the cluster to come. */
    static Secret of(Layout layout) {
        try {
            if (Files.exists(layout.password())) {
                return read(layout);
            }
            if (Files.exists(layout.cluster())) {
                throw new EmbeddedPostgresException(layout.password() + " is missing, without which " + layout.cluster()
                        + " cannot be opened; restore it, or move " + layout.cluster() + " away to start afresh");
            }
            return make(layout.password());
        } catch (IOException e) {
            throw Failures.io(layout.password() + " cannot be read or written", e);
        }
    }

    static Secret read(Layout layout) throws IOException {
        return Secret.of(
                Files.readString(layout.password(), StandardCharsets.US_ASCII).strip());
    }

    private static Secret make(Path file) throws IOException {
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String password = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, password + "\n", StandardCharsets.US_ASCII);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        return Secret.of(password);
    }
}
