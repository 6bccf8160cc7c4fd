package io.healthmon.javalin.auth.login;

import io.healthmon.javalin.auth.Csrf;
import java.util.Optional;

/**
 * Somebody has logged in.
 *
 * @param sessionId what the browser brings from now on
 * @param active the session
 * @param device a cookie by which the browser is known at the next login; empty for those who log in elsewhere
 */
public record LoggedIn(String sessionId, Sessions.Active active, Optional<String> device) {

    /** What changes must bring beside the cookie. */
    public String csrf() {
        return Csrf.token(sessionId);
    }

    @Override
    public String toString() {
        return "LoggedIn[" + active.user().name() + "]";
    }
}
