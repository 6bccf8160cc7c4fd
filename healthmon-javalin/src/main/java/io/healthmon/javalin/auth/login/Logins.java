package io.healthmon.javalin.auth.login;

import io.healthmon.access.AccessStore;
import io.healthmon.access.User;
import io.healthmon.javalin.wire.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Lets people in by name, password and, for those who have switched them on, a one-time code. Whatever is wrong, the answer is the same,
 * and comes after the same time: also for a name that nobody has. Thread-safe.
 */
public final class Logins {

    private static final int LONGEST_TYPED = 1_000;

    private final AccessStore store;
    private final Passwords passwords;
    private final Sessions sessions;
    private final SecondFactor codes;
    private final Brake brake;
    private final Hashing hashing;
    private final Journal journal;

    Logins(
            AccessStore store,
            Passwords passwords,
            Sessions sessions,
            SecondFactor codes,
            Brake brake,
            Hashing hashing,
            Journal journal) {
        this.store = store;
        this.passwords = passwords;
        this.sessions = sessions;
        this.codes = codes;
        this.brake = brake;
        this.hashing = hashing;
        this.journal = journal;
    }

    /**
     * Begins a session for whoever has this name, password and code. Fails with a {@link Problem}: 401 if it is not right, 429 if it was not
     * right too often or too many want to log in at once.
     */
    public CompletableFuture<LoggedIn> login(String name, String password, Optional<String> code, Arrival arrival) {
        if (arrival.device().isEmpty()) {
            // Whoever has to wait costs the store nothing.
            refuseBraked(strangers(name, arrival));
        }
        Optional<User> user = User.isName(name) ? store.userNamed(name) : Optional.empty();
        Optional<String> device = device(user, arrival);
        List<String> subjects = subjects(name, device, arrival);
        refuseBraked(subjects);
        return hashing.run(() -> {
            refuseBraked(subjects);
            User right = prove(user.filter(User::enabled), password, code)
                    .orElseThrow(() -> wrong(user, subjects, arrival, "login.failed"));
            brake.succeeded(subjects.get(0));
            return begin(renewed(right, password), arrival);
        });
    }

    /** Begins a session for somebody who has shown elsewhere who they are. */
    LoggedIn begin(User user, Arrival arrival) {
        Sessions.Opened opened = sessions.open(user, arrival.address(), arrival.agent())
                .orElseThrow(() -> Problem.of(401, WRONG, "WWW-Authenticate", "Bearer"));
        journal.note(user.name(), arrival.address(), "login.succeeded", Optional.empty());
        return new LoggedIn(opened.id(), opened.active(), Devices.cookie(user, arrival.device()));
    }

    /** Does {@code then} if this is the password of somebody who is logged in; braked like a login. */
    <T> CompletableFuture<T> confirm(User user, String password, Arrival arrival, java.util.function.Supplier<T> then) {
        List<String> subjects = subjects(user.name(), device(Optional.of(user), arrival), arrival);
        refuseBraked(subjects);
        return hashing.run(() -> {
            refuseBraked(subjects);
            if (!matches(password, Optional.of(user))) {
                brake.failed(subjects);
                journal.note(user.name(), arrival.address(), "password.wrong", Optional.empty());
                throw Problem.of(403, "The password is not right.");
            }
            brake.succeeded(subjects.get(0));
            return then.get();
        });
    }

    private static final String WRONG = "The name, the password or the one-time code is not right.";

    private Problem wrong(Optional<User> user, List<String> subjects, Arrival arrival, String action) {
        brake.failed(subjects);
        // What was typed is not kept where nobody is called so: it may be a password.
        journal.note("nobody", arrival.address(), action, user.map(User::name));
        return Problem.of(401, WRONG, "WWW-Authenticate", "Bearer");
    }

    /** Who that is. All of it is looked at, whatever is wrong first. */
    private Optional<User> prove(Optional<User> user, String password, Optional<String> code) {
        boolean right = matches(password, user);
        return user.filter(it -> right).filter(it -> codes.accepts(it, code));
    }

    private boolean matches(String password, Optional<User> user) {
        return passwords.matches(password.length() > LONGEST_TYPED ? "" : password, user.flatMap(User::password));
    }

    /** Keeps the password as passwords are kept today; another change of it meanwhile stands. */
    private User renewed(User user, String password) {
        if (user.password().filter(passwords::outgrew).isEmpty()) {
            return user;
        }
        User renewed = user.withPassword(passwords.hash(password));
        store.change(
                user.id(),
                present -> present.password().equals(user.password())
                        ? present.withPassword(renewed.password().orElseThrow())
                        : present);
        return renewed;
    }

    private static Optional<String> device(Optional<User> user, Arrival arrival) {
        return user.flatMap(it -> arrival.device().flatMap(cookie -> Devices.id(it, cookie)));
    }

    /** Whose failures count, the one first that starts anew after a success. */
    private static List<String> subjects(String name, Optional<String> device, Arrival arrival) {
        return device.map(id -> List.of(Brake.device(id))).orElseGet(() -> strangers(name, arrival));
    }

    private static List<String> strangers(String name, Arrival arrival) {
        return List.of(Brake.account(name), Brake.network(arrival.network()));
    }

    private void refuseBraked(List<String> subjects) {
        Optional<Duration> wait = brake.wait(subjects);
        if (wait.isPresent()) {
            throw tooOften(wait.get());
        }
    }

    static Problem tooOften(Duration wait) {
        long seconds = wait.plusMillis(999).toSeconds();
        return Problem.of(
                429,
                "That went wrong too often; try again in " + seconds + " s.",
                "Retry-After",
                String.valueOf(seconds));
    }
}
