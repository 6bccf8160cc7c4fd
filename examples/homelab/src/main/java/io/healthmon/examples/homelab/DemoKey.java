package io.healthmon.examples.homelab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/** The demo's API key: made once, kept beside the data, so that a restart does not break what somebody typed. */
final class DemoKey {

    private static final int BYTES = 16;

    private DemoKey() {}

    static String of(Path dataDir) throws IOException {
        Path file = Files.createDirectories(dataDir).resolve("demo-api-key");
        if (Files.exists(file)) {
            return Files.readString(file).strip();
        }
        byte[] random = new byte[BYTES];
        new SecureRandom().nextBytes(random);
        String key = HexFormat.of().formatHex(random);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, key + "\n");
        return key;
    }
}
