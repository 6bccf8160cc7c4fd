package io.healthmon.javalin.auth.login;

import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import io.healthmon.access.AccessStore;
import io.healthmon.access.ExternalIdentity;
import io.healthmon.access.Hashes;
import io.healthmon.access.Role;
import io.healthmon.access.User;
import io.healthmon.javalin.wire.Problem;
import io.healthmon.time.MonitorClock;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The users here of people whom a login provider vouches for. Who somebody is follows from the provider's name for the person and nothing
 * else: names and addresses can become another's. What he may do follows from the claim, anew at each login.
 */
final class OidcUsers {

    private static final int LONGEST_NAME = 80;
    private static final int TELLING = 8;

    private final OidcSettings settings;
    private final AccessStore store;
    private final Users users;
    private final Sessions sessions;
    private final Journal journal;
    private final MonitorClock clock;

    OidcUsers(
            OidcSettings settings,
            AccessStore store,
            Users users,
            Sessions sessions,
            Journal journal,
            MonitorClock clock) {
        this.settings = settings;
        this.store = store;
        this.users = users;
        this.sessions = sessions;
        this.journal = journal;
        this.clock = clock;
    }

    /** The user of these claims; a {@link Problem} 403 if there is none who may come in. */
    User of(IDTokenClaimsSet claims, Arrival arrival) {
        ExternalIdentity identity =
                new ExternalIdentity(settings.issuer(), claims.getSubject().getValue());
        Optional<User> known = store.userKnownAs(identity);
        Optional<Role> role = role(claims);
        if (role.isEmpty() || known.filter(user -> !user.enabled()).isPresent()) {
            known.ifPresent(user -> sessions.endAllOf(user.id(), Optional.empty()));
            journal.note("nobody", arrival.address(), "login.failed", known.map(User::name));
            throw Problem.of(403, "The login provider knows you, but you have no role here.");
        }
        return known.map(user -> inRole(user, role.get())).orElseGet(() -> add(identity, role.get(), claims));
    }

    private User inRole(User user, Role role) {
        User changed = users.role(user, role);
        if (changed.role() != user.role()) {
            sessions.forgetAllOf(user.id());
        }
        return changed;
    }

    private Optional<Role> role(IDTokenClaimsSet claims) {
        return OidcProvider.claim(claims, settings.rolesClaim()).stream()
                .flatMap(value -> value instanceof Collection<?> several ? several.stream() : Stream.of(value))
                .flatMap(value -> Stream.ofNullable(settings.roles().get(String.valueOf(value))))
                .max(Comparator.naturalOrder());
    }

    private User add(ExternalIdentity identity, Role role, IDTokenClaimsSet claims) {
        String name = name(claims);
        // The name may be somebody's here, who is another person for all we know.
        String other = name + "-"
                + Hashes.of(identity.issuer() + " " + identity.subject()).substring(0, TELLING);
        for (String candidate : List.of(name, other)) {
            User user = new User(
                    UUID.randomUUID(),
                    candidate,
                    role,
                    Optional.empty(),
                    Optional.empty(),
                    0,
                    Optional.of(identity),
                    true,
                    clock.wall());
            if (store.add(user)) {
                return user;
            }
        }
        return store.userKnownAs(identity).orElseThrow(() -> Problem.of(403, "There is no room for more users here."));
    }

    private static String name(IDTokenClaimsSet claims) {
        return Stream.of("preferred_username", "email")
                .flatMap(claim -> {
                    @Nullable String value = claims.getStringClaim(claim);
                    return Stream.ofNullable(value);
                })
                .map(OidcUsers::asName)
                .filter(User::isName)
                .findFirst()
                .orElseGet(() ->
                        "user-" + Hashes.of(claims.getSubject().getValue()).substring(0, TELLING));
    }

    private static String asName(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9._@+-]", "");
        return plain.substring(0, Math.min(LONGEST_NAME, plain.length()));
    }
}
