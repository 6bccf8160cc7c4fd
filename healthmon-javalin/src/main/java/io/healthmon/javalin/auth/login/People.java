package io.healthmon.javalin.auth.login;

import io.healthmon.access.AccessStore;
import io.healthmon.access.AuditEntry;
import io.healthmon.access.SecretBox;
import io.healthmon.access.User;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.check.http.HttpSender;
import io.healthmon.javalin.auth.AccessMemory;
import io.healthmon.javalin.auth.Audit;
import io.healthmon.javalin.auth.Caller;
import io.healthmon.javalin.auth.Csrf;
import io.healthmon.javalin.auth.SessionDoor;
import io.healthmon.time.MonitorClock;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** All that has to do with people who log in, put together. Thread-safe. */
public final class People implements SessionDoor {

    private final Sessions sessions;
    private final Logins logins;
    private final Users users;
    private final Setup setup;
    private final Account account;
    private final Hashing hashing;
    private final Optional<OidcLogins> provider;

    /**
     * Those of a store.
     *
     * @param memory what is remembered of it
     * @param service what the host calls itself
     * @param box seals the secrets of one-time codes; without one there are none
     * @param oidc a login provider, if there is one
     * @throws IllegalStateException if a library that this needs is not on the class path; its sentence names it
     */
    public People(
            AccessStore store,
            AccessMemory memory,
            String service,
            Optional<SecretBox> box,
            Optional<Oidc> oidc,
            Audit audit,
            MonitorClock clock) {
        Libraries.require(box.isPresent());
        Journal journal = (who, from, action, subject) ->
                audit.note(new AuditEntry(clock.wall(), who, from, action, subject, Optional.empty()));
        Passwords passwords = new Passwords(service);
        Brake brake = new Brake(store, clock);
        SecondFactor codes = new SecondFactor(store, box, clock, service);
        this.hashing = new Hashing("healthmon-login");
        this.sessions = new Sessions(store, memory, clock);
        this.logins = new Logins(store, passwords, sessions, codes, brake, hashing, journal);
        this.users = new Users(store, passwords, clock);
        this.setup = new Setup(users, memory, brake, hashing, journal);
        this.account = new Account(users, logins, sessions, codes, store);
        this.provider = oidc.map(it -> new OidcLogins(
                it.settings(),
                it.sender(),
                new OidcUsers(it.settings(), store, users, sessions, journal, clock),
                logins,
                clock));
        setup.begin();
    }

    /**
     * A login provider and the way to it.
     *
     * @param sender asks it; the caller's to close
     */
    public record Oidc(OidcSettings settings, HttpSender sender) {}

    /** Logins over a provider, if there is one. */
    public Optional<OidcLogins> provider() {
        return provider;
    }

    /** Who is logged in. */
    public Sessions sessions() {
        return sessions;
    }

    /** Lets people in. */
    public Logins logins() {
        return logins;
    }

    /** Those who may log in. */
    public Users users() {
        return users;
    }

    /** The first of them. */
    public Setup setup() {
        return setup;
    }

    /** What people do with their own account. */
    public Account account() {
        return account;
    }

    /** Does what may hash a password, as many at a time as there may be; fails with a 429 if too many wait. */
    public <T> CompletableFuture<T> hashed(Supplier<T> work) {
        return hashing.run(work);
    }

    /**
     * A session that a request brings.
     *
     * @param csrf what changes must bring beside the cookie
     */
    public record Visit(Sessions.Active active, String csrf) {}

    /** The session that the request's cookie names. */
    public Optional<Visit> visit(Context ctx) {
        return Cookies.of(ctx)
                .flatMap(cookies -> cookies.session(ctx))
                .flatMap(id -> sessions.find(id).map(active -> new Visit(active, Csrf.token(id))));
    }

    @Override
    public Optional<Visitor> visitor(Context ctx) {
        return visit(ctx).map(visit -> new Visitor(caller(visit.active.user()), visit.csrf));
    }

    @Override
    public Supplier<Optional<Caller>> watched(Context ctx) {
        Optional<String> id = Cookies.of(ctx).flatMap(cookies -> cookies.session(ctx));
        return () -> id.flatMap(sessions::peek).map(People::caller);
    }

    private static Caller caller(User user) {
        return new Caller(
                user.name(), Caller.Kind.SESSION, user.role().scopes(), ServiceMatcher.ALL, Optional.of(user.id()));
    }
}
