package io.healthmon.javalin.auth.login;

import io.healthmon.target.Secret;

/** A password as it was kept in cheaper times. */
public final class CheapHash {

    private CheapHash() {}

    public static Secret of(String password) {
        return new Argon2(64, 1, 1).hash(password);
    }
}
