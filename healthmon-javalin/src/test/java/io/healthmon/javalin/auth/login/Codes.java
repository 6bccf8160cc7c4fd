package io.healthmon.javalin.auth.login;

import io.healthmon.target.Secret;
import java.time.Instant;

/** What somebody's telephone shows. */
public final class Codes {

    private Codes() {}

    public static String of(Secret secret, Instant now) {
        return OneTimeCodes.code(secret, now.getEpochSecond() / 30);
    }
}
