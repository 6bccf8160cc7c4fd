package io.healthmon.javalin.page;

import io.healthmon.javalin.wire.Answer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The pages by which people come and go: log in, the first user, log out. They have no script: what logs somebody in works in any browser.
 *
 * @param service what the host calls itself
 * @param provider true if people may log in over a login provider
 * @param home where somebody who is logged in goes on
 */
public record LoginPages(String service, boolean provider, String home) {

    /** Of {@code login.jte}. */
    public record Login(
            String service, boolean form, String next, String name, Optional<String> error, boolean provider) {}

    /** Of {@code loggedin.jte}. */
    public record LoggedIn(String service, String name, String role, String csrf, String home) {}

    /** Of {@code setup.jte}. */
    public record Setup(String service, String name, Optional<String> error) {}

    /**
     * Asks for name and password.
     *
     * @param next where to go then
     * @param name what was typed before
     * @param error what was wrong with it
     */
    public Answer login(int status, String next, String name, Optional<String> error) {
        return Pages.answer(status, "login", new Login(service, true, next, name, error, provider));
    }

    /** Says that nobody can log in, and why. */
    public Answer refused(int status, String why) {
        return Pages.answer(status, "login", new Login(service, false, "", "", Optional.of(why), provider));
    }

    /** Says who is logged in, and lets him go. */
    public Answer loggedIn(String name, String role, String csrf) {
        return Pages.answer(200, "loggedin", new LoggedIn(service, name, role, csrf, home));
    }

    /** Asks for the first user. */
    public Answer setup(int status, String name, Optional<String> error) {
        return Pages.answer(status, "setup", new Setup(service, name, error));
    }

    /** Where somebody goes on who has just logged in, and was going nowhere. */
    public String start() {
        return home.equals("/") ? home : "/login";
    }

    /** Sends a browser on: to a path of ours, or to the login provider that is configured. */
    public static Answer to(String address, List<String> cookies) {
        return new Answer(303, "text/plain; charset=utf-8", new byte[0], Map.of("Location", address))
                .withCookies(cookies);
    }
}
