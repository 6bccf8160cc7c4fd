package io.healthmon.javalin.auth.login;

import io.healthmon.target.Secret;
import java.util.Locale;
import java.util.Optional;

/**
 * Which passwords are taken, and what is kept of them. A password has 12 to 128 characters (code points), is none that many people have,
 * and does not hold its owner's name or the service's. Thread-safe; hashing holds its thread for about 50 ms.
 */
public final class Passwords {

    private static final int SHORTEST = 12;
    private static final int LONGEST = 128;

    /** Names shorter than this are part of many a word. */
    private static final int TELLING = 4;

    private final String service;
    private final Argon2 cost;
    private final Secret nobodys;

    /**
     * Passwords at today's cost.
     *
     * @param service what the host calls itself
     */
    public Passwords(String service) {
        this(service, Argon2.DEFAULT);
    }

    Passwords(String service, Argon2 cost) {
        this.service = service;
        this.cost = cost;
        this.nobodys = cost.hash("what nobody has as a password");
    }

    /** Why a password is not taken, as a sentence; empty if it is. */
    public Optional<String> objection(String password, String user) {
        int length = password.codePointCount(0, password.length());
        if (length < SHORTEST || length > LONGEST) {
            return Optional.of("A password has " + SHORTEST + " to " + LONGEST + " characters, not " + length + ".");
        }
        if (holds(password, user) || holds(password, service) || holds(password, "healthmon")) {
            return Optional.of("A password holds neither its owner's name nor the service's; take another.");
        }
        return CommonPasswords.contain(password)
                ? Optional.of("Many people have this password, or one much like it; take another.")
                : Optional.empty();
    }

    private static boolean holds(String password, String name) {
        return name.length() >= TELLING && password.toLowerCase(Locale.ROOT).contains(name.toLowerCase(Locale.ROOT));
    }

    /** What is kept of a password. */
    public Secret hash(String password) {
        return cost.hash(password);
    }

    /** True if the password is the one of {@code hash}. Takes as long where there is none, and is false then. */
    boolean matches(String password, Optional<Secret> hash) {
        // Longer than any that is taken: not worth the hashing, and the same for everybody.
        String bounded = password.codePointCount(0, password.length()) > LONGEST ? "" : password;
        return Argon2.matches(bounded, hash.orElse(nobodys)) & hash.isPresent() & !bounded.isEmpty();
    }

    /** True if what is kept was made cheaper than passwords are kept today. */
    boolean outgrew(Secret hash) {
        return cost.outgrew(hash);
    }
}
