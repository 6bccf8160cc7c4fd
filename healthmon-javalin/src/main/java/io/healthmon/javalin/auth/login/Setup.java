package io.healthmon.javalin.auth.login;

import io.healthmon.access.User;
import io.healthmon.javalin.auth.AccessMemory;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.store.StoreException;
import io.healthmon.target.Secret;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first user. As long as there is none, whoever reads the log may make one: a token is printed there, once, that is good for one user
 * and gone with the process. Thread-safe.
 */
public final class Setup {

    private static final Logger LOG = LoggerFactory.getLogger(Setup.class);

    private final Users users;
    private final AccessMemory memory;
    private final Brake brake;
    private final Hashing hashing;
    private final Journal journal;
    private Optional<Secret> token = Optional.empty();

    Setup(Users users, AccessMemory memory, Brake brake, Hashing hashing, Journal journal) {
        this.users = users;
        this.memory = memory;
        this.brake = brake;
        this.hashing = hashing;
        this.journal = journal;
    }

    /**
     * True if there is no user yet; the token is in the log then.
     *
     * @throws StoreException.Unavailable if the store is away, so that nobody knows
     */
    public boolean isOpen() {
        boolean open = memory.known().orElseThrow(Setup::away).users().isEmpty();
        offer(open);
        return open;
    }

    /** Prints the token if there is no user. A store that is away is asked again when somebody wants to know. */
    void begin() {
        try {
            isOpen();
        } catch (StoreException.Unavailable away) {
            LOG.info("whether there are users is not known yet: the store is away");
        }
    }

    private synchronized void offer(boolean open) {
        if (!open) {
            token = Optional.empty();
        } else if (token.isEmpty()) {
            String made = Tokens.make();
            token = Optional.of(Secret.of(made));
            LOG.warn(
                    "there are no users yet: make the first one at /setup with this token, which is good once and until the"
                            + " next start, or by ./healthmon user add: {}",
                    made);
        }
    }

    /** Makes the first user, an administrator, for who brings the token. Fails with a {@link Problem} if that can't be. */
    public CompletableFuture<User> first(String brought, String name, String password, Arrival arrival) {
        List<String> subjects = List.of(Brake.network(arrival.network()));
        Optional<Duration> wait = brake.wait(subjects);
        if (wait.isPresent()) {
            throw Logins.tooOften(wait.get());
        }
        if (!isOpen()) {
            throw Problem.of(409, "There are users already: log in, or ask one who may let others in.");
        }
        if (!fits(brought)) {
            brake.failed(subjects);
            throw Problem.of(
                    401,
                    "The set-up token is not right; the newest start's is in the monitor's log.",
                    "WWW-Authenticate",
                    "Bearer");
        }
        return hashing.run(() -> {
            User user = users.addFirst(name, password)
                    .orElseThrow(() -> Problem.of(409, "There are users already: somebody was faster."));
            offer(false);
            // From now on the gate lets nobody in because he is on this machine.
            memory.changed();
            journal.note("nobody", arrival.address(), "user.first", Optional.of(user.name()));
            return user;
        });
    }

    private static StoreException.Unavailable away() {
        return new StoreException.Unavailable("whether there are users is not known", new ConnectException("away"));
    }

    private synchronized boolean fits(String brought) {
        return token.filter(it -> it.matches(brought)).isPresent();
    }
}
