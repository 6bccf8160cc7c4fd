package io.healthmon.javalin.auth.login;

import io.healthmon.access.AccessStore;
import io.healthmon.access.User;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.target.Secret;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What somebody who is logged in does with his own account. What matters asks for the password once more. Thread-safe. */
public final class Account {

    private final Users users;
    private final Logins logins;
    private final Sessions sessions;
    private final SecondFactor codes;
    private final AccessStore store;

    Account(Users users, Logins logins, Sessions sessions, SecondFactor codes, AccessStore store) {
        this.users = users;
        this.logins = logins;
        this.sessions = sessions;
        this.codes = codes;
        this.store = store;
    }

    /** Changes the password: all sessions are over, and this one goes on as a new one. */
    public CompletableFuture<LoggedIn> password(
            Sessions.Active active, String password, String newPassword, Arrival arrival) {
        User user = active.user();
        requirePassword(user);
        users.refuseWeak(newPassword, user.name());
        return logins.confirm(user, password, arrival, () -> {
            User changed = users.password(user, newPassword);
            sessions.forgetAllOf(user.id());
            return logins.begin(changed, arrival);
        });
    }

    /** Offers a secret for one-time codes: the secret, and the URI that an app reads. */
    public CompletableFuture<Offer> offerCodes(Sessions.Active active, String password, Arrival arrival) {
        requirePassword(active.user());
        return logins.confirm(active.user(), password, arrival, () -> {
            SecondFactor.Offer offer = codes.offer(users.get(active.user().id()));
            return new Offer(offer.secret(), offer.uri());
        });
    }

    /** What {@link #offerCodes} offers. */
    public record Offer(Secret secret, Secret uri) {}

    /** Switches one-time codes on: this is the first of them. */
    public void confirmCodes(Sessions.Active active, String code) {
        codes.confirm(active.user(), code);
        sessions.endAllOf(active.user().id(), Optional.of(active));
    }

    /** Switches one-time codes off. */
    public CompletableFuture<User> withoutCodes(Sessions.Active active, String password, Arrival arrival) {
        requirePassword(active.user());
        return logins.confirm(active.user(), password, arrival, () -> {
            store.change(active.user().id(), it -> it.withTotp(Optional.empty()));
            sessions.forgetAllOf(active.user().id());
            return users.get(active.user().id());
        });
    }

    private static void requirePassword(User user) {
        if (user.password().isEmpty()) {
            throw Problem.of(409, "You log in elsewhere, and have no password here.");
        }
    }
}
