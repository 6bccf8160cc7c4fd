package io.healthmon.javalin.standalone;

import io.healthmon.access.SealingKey;
import io.healthmon.access.SealingKeys;
import io.healthmon.access.SecretBox;
import io.healthmon.javalin.standalone.config.Config;
import java.util.List;
import java.util.Optional;

/**
 * What the host's secrets in the database are sealed with: the first of {@code secret-keys}, or without any the key of
 * {@code data-dir/secret.key}. All of them open, also the file's, so that one who goes over from it to configured keys is not locked
 * out.
 */
final class OwnSecrets implements SealingKeys {

    private final List<SealingKey> configured;
    private final KeyFile file;

    private OwnSecrets(Config config) {
        configured = config.secretKeys();
        file = new KeyFile(config.dataDir());
    }

    /** The box that seals and opens them. No file is made before something is sealed. */
    static SecretBox box(Config config) {
        return new SecretBox(new OwnSecrets(config));
    }

    @Override
    public SealingKey first() {
        return configured.isEmpty() ? file.readOrMake() : configured.get(0);
    }

    @Override
    public Optional<SealingKey> ofId(String id) {
        return configured.stream()
                .filter(key -> key.id().equals(id))
                .findFirst()
                .or(() -> file.read().filter(key -> key.id().equals(id)));
    }
}
