package io.healthmon.javalin.auth.login;

import io.healthmon.access.AccessStore;
import io.healthmon.access.SealedSecret;
import io.healthmon.access.SecretBox;
import io.healthmon.access.User;
import io.healthmon.access.UserChange;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One-time codes of those who have switched them on. Each code is taken once. A secret that its owner has not confirmed by a code yet is
 * only in memory, for ten minutes. Thread-safe.
 */
final class SecondFactor {

    private static final Duration TO_CONFIRM = Duration.ofMinutes(10);
    private static final int MOST_UNCONFIRMED = 1_000;

    private final AccessStore store;
    private final Optional<SecretBox> box;
    private final MonitorClock clock;
    private final String service;
    private final Map<UUID, Unconfirmed> unconfirmed = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Unconfirmed> eldest) {
            return size() > MOST_UNCONFIRMED;
        }
    };

    private record Unconfirmed(Secret secret, Instant until) {}

    /**
     * A new secret, for the person to put into an app.
     *
     * @param secret in base32
     * @param uri the same as the app reads it from a QR code
     */
    record Offer(Secret secret, Secret uri) {}

    SecondFactor(AccessStore store, Optional<SecretBox> box, MonitorClock clock, String service) {
        this.store = store;
        this.box = box;
        this.clock = clock;
        this.service = service;
    }

    /** True if no code is asked of this user, or this is one that was not taken before; then it is taken. */
    boolean accepts(User user, Optional<String> code) {
        if (user.totp().isEmpty()) {
            return true;
        }
        Secret secret = required().open(user.totp().get(), SecretBox.totpOf(user));
        OptionalLong step = OneTimeCodes.step(secret, code.orElse(""), clock.wall());
        return step.isPresent() && store.takeTotpStep(user.id(), step.getAsLong());
    }

    /** Offers a user a secret. */
    Offer offer(User user) {
        required();
        if (user.totp().isPresent()) {
            throw Problem.of(409, "One-time codes are on already; switch them off first.");
        }
        Secret secret = OneTimeCodes.secret();
        synchronized (unconfirmed) {
            unconfirmed.put(user.id(), new Unconfirmed(secret, clock.wall().plus(TO_CONFIRM)));
        }
        return new Offer(secret, Secret.of(OneTimeCodes.uri(secret, service, user.name())));
    }

    /** Switches codes on, if this is one of the secret that was offered. */
    void confirm(User user, String code) {
        Secret secret = offered(user)
                .orElseThrow(() -> Problem.of(
                        409, "There is no secret to confirm; ask for one first, and confirm it within ten minutes."));
        OptionalLong step = OneTimeCodes.step(secret, code, clock.wall());
        if (step.isEmpty()) {
            throw Problem.of(403, "The code is not right.");
        }
        Optional<SealedSecret> sealed = Optional.of(required().seal(secret, SecretBox.totpOf(user)));
        if (store.change(user.id(), it -> it.withTotp(sealed)) != UserChange.DONE) {
            throw Problem.of(404, "There is no such user any more.");
        }
        store.takeTotpStep(user.id(), step.getAsLong());
        synchronized (unconfirmed) {
            unconfirmed.remove(user.id());
        }
    }

    private Optional<Secret> offered(User user) {
        synchronized (unconfirmed) {
            @Nullable Unconfirmed offered = unconfirmed.get(user.id());
            return Optional.ofNullable(offered)
                    .filter(it -> clock.wall().isBefore(it.until))
                    .map(Unconfirmed::secret);
        }
    }

    private SecretBox required() {
        return box.orElseThrow(
                () -> Problem.of(503, "One-time codes can't be kept here: the host has no key to seal them with."));
    }
}
