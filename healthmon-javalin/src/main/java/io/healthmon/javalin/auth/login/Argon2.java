package io.healthmon.javalin.auth.login;

import io.healthmon.target.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * Argon2id (RFC 9106), written as the PHC string format has it: {@code $argon2id$v=19$m=19456,t=2,p=1$SALT$HASH}. A password is taken in
 * NFKC, so that it is the same whatever keyboard wrote it. One hash takes about 50 ms of a core and {@link #memoryKib} of heap.
 *
 * @param memoryKib memory in KiB
 * @param passes passes over it
 * @param lanes lanes, which here run one after another
 */
record Argon2(int memoryKib, int passes, int lanes) {

    /** The least that OWASP's Password Storage Cheat Sheet asks for. */
    static final Argon2 DEFAULT = new Argon2(19 * 1024, 2, 1);

    private static final int SALT = 16;
    private static final int HASH = 32;
    private static final int MOST_MEMORY = 256 * 1024;
    private static final int MOST_PASSES = 20;
    private static final int MOST_LANES = 8;
    private static final Pattern PHC = Pattern.compile("\\$argon2id\\$v=19\\$m=([0-9]{1,6}),t=([0-9]{1,2}),p=([0-9])"
            + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");
    private static final SecureRandom RANDOM = new SecureRandom();

    /** The hash of a password under a salt of its own. */
    Secret hash(String password) {
        byte[] salt = new byte[SALT];
        RANDOM.nextBytes(salt);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return Secret.of("$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + lanes + "$"
                + base64.encodeToString(salt) + "$" + base64.encodeToString(raw(password, salt, HASH)));
    }

    /** True if {@code hash} is one of this password, whatever it cost; false too if it is no hash that can be read. */
    static boolean matches(String password, Secret hash) {
        Matcher phc = PHC.matcher(hash.reveal());
        Optional<Argon2> cost = phc.matches() ? cost(phc) : Optional.empty();
        if (cost.isEmpty()) {
            return false;
        }
        byte[] salt = Base64.getDecoder().decode(phc.group(4));
        byte[] expected = Base64.getDecoder().decode(phc.group(5));
        return MessageDigest.isEqual(expected, cost.get().raw(password, salt, expected.length));
    }

    /** True if {@code hash} was made cheaper than this. */
    boolean outgrew(Secret hash) {
        Matcher phc = PHC.matcher(hash.reveal());
        return !phc.matches()
                || cost(phc)
                        .filter(cost -> cost.memoryKib >= memoryKib && cost.passes >= passes && cost.lanes >= lanes)
                        .isEmpty();
    }

    /** A row that somebody wrote by hand must not cost the whole heap. */
    private static Optional<Argon2> cost(Matcher phc) {
        Argon2 cost = new Argon2(
                Integer.parseInt(phc.group(1)), Integer.parseInt(phc.group(2)), Integer.parseInt(phc.group(3)));
        return Optional.of(cost)
                .filter(it -> it.lanes >= 1 && it.lanes <= MOST_LANES)
                .filter(it -> it.passes >= 1 && it.passes <= MOST_PASSES)
                .filter(it -> it.memoryKib >= 8 * it.lanes && it.memoryKib <= MOST_MEMORY);
    }

    private byte[] raw(String password, byte[] salt, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt)
                .build());
        byte[] hash = new byte[length];
        generator.generateBytes(
                Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8), hash);
        return hash;
    }
}
