package io.healthmon.javalin.page;

import static io.healthmon.javalin.page.Page.escaped;

import io.healthmon.javalin.wire.Answer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pages by which people come and go: log in, the first user, log out. */
public final class LoginPages {

    private static final String CSS = "page.css";

    private final String service;
    private final boolean provider;
    private final byte[] style = load();

    /**
     * Those of a host.
     *
     * @param service what it calls itself
     * @param provider true if people may log in over a login provider
     */
    public LoginPages(String service, boolean provider) {
        this.service = service;
        this.provider = provider;
    }

    private static byte[] load() {
        try (InputStream in = LoginPages.class.getResourceAsStream(CSS)) {
            if (in == null) {
                throw new IllegalStateException(CSS + " is missing from the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How they look. */
    public Answer style() {
        return new Answer(200, "text/css; charset=utf-8", style, Map.of("Cache-Control", "no-cache"));
    }

    /**
     * Asks for name and password.
     *
     * @param next where to go then
     * @param name what was typed before
     * @param error what was wrong with it
     */
    public Answer login(int status, String next, String name, Optional<String> error) {
        return Page.answer(
                status,
                service,
                "Log in",
                alert(error) + """
                <form method="post" action="/login">
                <input type="hidden" name="next" value="%s">
                <label for="name">Name</label>
                <input id="name" name="name" value="%s" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" required>
                <label for="password">Password</label>
                <input id="password" name="password" type="password" autocomplete="current-password" maxlength="128" required>
                <label for="code">One-time code <small>(if you use them)</small></label>
                <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="7">
                <button type="submit">Log in</button>
                </form>
                %s""".formatted(escaped(next), escaped(name), provider ? overProvider(next) : ""));
    }

    private static String overProvider(String next) {
        return "<p><a href=\"/login/provider?next=" + escaped(Query.encoded(next))
                + "\">Log in with the login provider</a></p>\n";
    }

    /** Says that nobody can log in, and why. */
    public Answer refused(int status, String why) {
        return Page.answer(status, service, "Log in", alert(Optional.of(why)));
    }

    /** Says who is logged in, and lets him go. */
    public Answer loggedIn(String name, String role, String csrf) {
        return Page.answer(200, service, "Logged in", """
                <p>You are logged in as <strong>%s</strong> (%s).</p>
                <p><a href="/api/health/status">Status of all services (JSON)</a></p>
                <form method="post" action="/logout">
                <input type="hidden" name="csrf" value="%s">
                <button type="submit">Log out</button>
                </form>
                """.formatted(escaped(name), escaped(role), escaped(csrf)));
    }

    /** Asks for the first user. */
    public Answer setup(int status, String name, Optional<String> error) {
        return Page.answer(status, service, "First user", alert(error) + """
                <p>There are no users yet. The one you make here is an administrator.</p>
                <form method="post" action="/setup">
                <label for="token">Set-up token <small>(in the monitor's log)</small></label>
                <input id="token" name="token" autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="100" required>
                <label for="name">Name</label>
                <input id="name" name="name" value="%s" autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="100" required>
                <label for="password">Password <small>(12 to 128 characters)</small></label>
                <input id="password" name="password" type="password" autocomplete="new-password" minlength="12" maxlength="128" required>
                <button type="submit">Make the first user</button>
                </form>
                """.formatted(escaped(name)));
    }

    /** Sends a browser on: to a path of ours, or to the login provider that is configured. */
    public static Answer to(String address, List<String> cookies) {
        return new Answer(303, "text/plain; charset=utf-8", new byte[0], Map.of("Location", address))
                .withCookies(cookies);
    }

    private static String alert(Optional<String> error) {
        return error.map(text -> "<p role=\"alert\">" + escaped(text) + "</p>\n")
                .orElse("");
    }
}
