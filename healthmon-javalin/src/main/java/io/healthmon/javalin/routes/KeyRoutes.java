package io.healthmon.javalin.routes;

import io.healthmon.access.AccessKey;
import io.healthmon.access.AccessStore;
import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.javalin.auth.Access;
import io.healthmon.javalin.auth.AccessMemory;
import io.healthmon.javalin.auth.Caller;
import io.healthmon.javalin.auth.FreshKey;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.KeysBody;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.time.MonitorClock;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** {@code /api/keys}: keys are made, exchanged for others, and revoked. None can be seen again. */
final class KeyRoutes {

    private static final Duration LONGEST = Duration.ofDays(3_650);
    private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);
    private static final Duration OVERLAP = Duration.ofDays(1);
    private static final List<String> WORDS =
            EnumSet.allOf(Scope.class).stream().map(Scope::word).toList();

    private final Access access;
    private final AccessStore store;
    private final MonitorClock clock;

    /** Those of {@code access}, which has a store. */
    KeyRoutes(Access access, MonitorClock clock) {
        this.access = access;
        this.store = access.store().orElseThrow();
        this.clock = clock;
    }

    /** {@code GET}: all of them, those that are over too, and the configuration's. */
    Answer list(Context ctx) {
        return Answer.ok(KeysBody.of(store.keys(), access.keys(), clock.wall()));
    }

    /** {@code POST}: one more. */
    Answer add(Context ctx) {
        RequestBody body = RequestBody.of(ctx);
        Instant now = clock.wall();
        String name = body.line("name", 100, "say whose key it is");
        Set<Scope> scopes = scopes(body);
        ServiceMatcher services = body.matcherOrAll();
        Optional<Instant> expiresAt = expiry(body, now);
        body.refuseOthers();
        if (scopes.contains(Scope.ADMIN) && !services.equals(ServiceMatcher.ALL)) {
            throw Problem.malformed(
                    "Keys 'services' and 'labels' limit a key, and one of the scope 'admin' can't be limited.");
        }
        return made(ctx, "Key created", name, scopes, services, expiresAt, now);
    }

    private static Set<Scope> scopes(RequestBody body) {
        Set<Scope> scopes = EnumSet.noneOf(Scope.class);
        body.texts("scopes", WORDS::contains, String.join(", ", WORDS))
                .forEach(word -> scopes.add(Scope.ofWord(word).orElseThrow()));
        if (scopes.isEmpty()) {
            throw Problem.malformed("Key 'scopes' is missing; allowed are " + String.join(", ", WORDS) + ".");
        }
        return scopes;
    }

    private static Optional<Instant> expiry(RequestBody body, Instant now) {
        Optional<Instant> at = body.time("expires_at");
        Optional<Duration> duration = body.duration("duration", LONGEST);
        if (at.isPresent() && duration.isPresent()) {
            throw Problem.malformed("Keys 'expires_at' and 'duration': at most one of them says when it ends.");
        }
        if (at.filter(end -> !end.isAfter(now)).isPresent()) {
            throw RequestBody.malformed("expires_at", at.get().toString(), "a time to come; it is " + now + " now");
        }
        return at.or(() -> duration.map(now::plus));
    }

    /**
     * {@code POST …/<id>/rotate}: another one of the same name and scopes, for as long; the old one goes on for an overlap, so that there is
     * time to put the new one in its place.
     */
    Answer rotate(Context ctx) {
        AccessKey old = named(ctx);
        RequestBody body = RequestBody.of(ctx);
        Instant now = clock.wall();
        Duration overlap = body.duration("overlap", LONGEST_OVERLAP).orElse(OVERLAP);
        body.refuseOthers();
        if (!old.isValid(now)) {
            throw Problem.malformed("The key " + old.prefix() + " is not taken any more; make a new one.");
        }
        Optional<Instant> expiresAt = old.expiresAt().map(end -> now.plus(Duration.between(old.createdAt(), end)));
        Answer answer = made(ctx, "Key rotated", old.name(), old.scopes(), old.services(), expiresAt, now);
        store.expire(old.id(), now.plus(overlap));
        changed();
        Audited.detail(ctx, "in the place of " + old.prefix() + ", which ends at " + now.plus(overlap));
        return answer;
    }

    /** {@code DELETE …/<id>}: revokes one, at once. */
    Answer revoke(Context ctx) {
        AccessKey key = named(ctx);
        store.revoke(key.id(), clock.wall());
        changed();
        Audited.subject(ctx, said(key));
        AccessKey now = find(key.id()).orElse(key);
        return Answer.ok(new KeysBody.One("Key revoked", KeysBody.Item.of(now, clock.wall())));
    }

    private Answer made(
            Context ctx,
            String message,
            String name,
            Set<Scope> scopes,
            ServiceMatcher services,
            Optional<Instant> expiresAt,
            Instant now) {
        FreshKey fresh = FreshKey.random();
        AccessKey kept = fresh.kept(name, scopes, services, Caller.of(ctx).who(), now, expiresAt);
        if (!store.add(kept)) {
            throw Problem.malformed("There are " + AccessStore.MOST + " keys already; revoke some.");
        }
        changed();
        Audited.subject(ctx, said(kept));
        return Answer.json(201, new KeysBody.Made(message, fresh.text().reveal(), KeysBody.Item.of(kept, now)));
    }

    private static String said(AccessKey key) {
        return key.name() + " (" + key.prefix() + ")";
    }

    private AccessKey named(Context ctx) {
        UUID id = new Parameters(ctx).uuid();
        return find(id).orElseThrow(() -> Problem.of(404, "Unknown key: " + id));
    }

    private Optional<AccessKey> find(UUID id) {
        return store.keys().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private void changed() {
        access.memory().ifPresent(AccessMemory::changed);
    }
}
