package io.healthmon.javalin.routes;

import io.healthmon.javalin.auth.Caller;
import io.healthmon.javalin.auth.login.Arrival;
import io.healthmon.javalin.auth.login.Cookies;
import io.healthmon.javalin.auth.login.LoggedIn;
import io.healthmon.javalin.auth.login.People;
import io.healthmon.javalin.auth.login.Sessions;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.javalin.wire.SessionBody;
import io.healthmon.javalin.wire.UsersBody;
import io.javalin.http.Context;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** {@code /api/session}, {@code /api/sessions}: who asks, logging in and out. */
final class SessionRoutes {

    static final int NAME = 100;
    static final int PASSWORD = 1_000;
    static final int CODE = 20;

    private final People people;

    SessionRoutes(People people) {
        this.people = people;
    }

    /** {@code POST /api/session}: logs in. */
    CompletableFuture<Answer> login(Context ctx) {
        Cookies cookies = Cookies.required(ctx);
        RequestBody body = RequestBody.ofSecrets(ctx);
        String name = body.required("name", NAME, "say who you are");
        String password = body.required("password", PASSWORD, "it is needed to log in");
        Optional<String> code = body.text("code", CODE);
        body.refuseOthers();
        Optional<Sessions.Active> before = people.visit(ctx).map(People.Visit::active);
        return people.logins()
                .login(name, password, code, Arrival.of(ctx, cookies))
                .thenApply(loggedIn -> {
                    before.ifPresent(people.sessions()::end);
                    return answer(loggedIn, cookies);
                });
    }

    static Answer answer(LoggedIn loggedIn, Cookies cookies) {
        return Answer.ok(person(loggedIn.active(), loggedIn.csrf())).withCookies(cookies.of(loggedIn));
    }

    private static SessionBody person(Sessions.Active active, String csrf) {
        return SessionBody.person(active.user().name(), active.user().role(), csrf, active.expiresAt());
    }

    /** {@code POST /api/setup}: makes the first user. */
    CompletableFuture<Answer> setup(Context ctx) {
        Cookies cookies = Cookies.required(ctx);
        RequestBody body = RequestBody.ofSecrets(ctx);
        String token = body.required("token", NAME, "it is in the monitor's log");
        String name = body.required("name", NAME, "say what the user is called");
        String password = body.required("password", PASSWORD, "it has 12 to 128 characters");
        body.refuseOthers();
        return people.setup()
                .first(token, name, password, Arrival.of(ctx, cookies))
                .thenApply(user -> Answer.json(201, UsersBody.One.of("First user created", user)));
    }

    /** {@code GET /api/session}: who asks. */
    Answer who(Context ctx) {
        Caller caller = Caller.of(ctx);
        if (caller.kind() == Caller.Kind.SESSION) {
            People.Visit visit = visit(people, ctx);
            return Answer.ok(person(visit.active(), visit.csrf()));
        }
        return Answer.ok(
                SessionBody.other(caller.kind().name().toLowerCase(Locale.ROOT), caller.who(), caller.scopes()));
    }

    /** {@code DELETE /api/session}: logs out. */
    Answer logout(Context ctx) {
        end(people, ctx);
        return Answer.ok(new SessionBody.Done("Logged out"))
                .withCookies(List.of(Cookies.required(ctx).withoutSession()));
    }

    static void end(People people, Context ctx) {
        Sessions.Active active = visit(people, ctx).active();
        people.sessions().end(active);
    }

    /** {@code GET /api/sessions}: one's own. */
    Answer list(Context ctx) {
        Sessions.Active current = visit(people, ctx).active();
        List<SessionBody.Item> items = people.sessions().of(current.user()).stream()
                .map(active -> item(active, current))
                .toList();
        return Answer.ok(new SessionBody.Sessions(items, items.size()));
    }

    private static SessionBody.Item item(Sessions.Active active, Sessions.Active current) {
        boolean same = active.session().handle().equals(current.session().handle());
        Sessions.Active latest = same ? current : active;
        return new SessionBody.Item(
                latest.session().handle().toString(),
                latest.session().createdAt(),
                latest.session().seenAt(),
                latest.expiresAt(),
                latest.session().address(),
                latest.session().agent(),
                same);
    }

    /** {@code DELETE /api/sessions}: ends all of one's own but the one that asks. */
    Answer endOthers(Context ctx) {
        Sessions.Active current = visit(people, ctx).active();
        int ended = people.sessions().endAllOf(current.user().id(), Optional.of(current));
        return Answer.ok(new SessionBody.Ended("All other sessions ended", ended));
    }

    /** {@code DELETE /api/sessions/<handle>}: ends one of one's own. */
    Answer end(Context ctx) {
        UUID handle = new Parameters(ctx).uuid("handle");
        Sessions.Active current = visit(people, ctx).active();
        if (!people.sessions().end(current.user(), handle)) {
            throw Problem.of(404, "Unknown session: " + handle);
        }
        Answer answer = Answer.ok(new SessionBody.Ended("Session ended", 1));
        return handle.equals(current.session().handle())
                ? answer.withCookies(List.of(Cookies.required(ctx).withoutSession()))
                : answer;
    }

    /** The session of a request that the gate let in by it. It may have been ended since. */
    static People.Visit visit(People people, Context ctx) {
        return people.visit(ctx)
                .orElseThrow(() -> Problem.of(401, "The session is over; log in again.", "WWW-Authenticate", "Bearer"));
    }
}
