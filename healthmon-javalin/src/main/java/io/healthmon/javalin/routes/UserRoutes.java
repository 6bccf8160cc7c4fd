package io.healthmon.javalin.routes;

import io.healthmon.access.Role;
import io.healthmon.access.User;
import io.healthmon.javalin.auth.login.People;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.SessionBody;
import io.healthmon.javalin.wire.UsersBody;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** {@code /api/users}: who may log in. */
final class UserRoutes {

    private final People people;

    UserRoutes(People people) {
        this.people = people;
    }

    /** {@code GET}: all. */
    Answer list(Context ctx) {
        return Answer.ok(UsersBody.of(people.users().all()));
    }

    /** {@code POST}: one more. */
    CompletableFuture<Answer> add(Context ctx) {
        RequestBody body = RequestBody.ofSecrets(ctx);
        String name = body.required("name", SessionRoutes.NAME, "say what the user is called");
        String password = body.required("password", SessionRoutes.PASSWORD, "it has 12 to 128 characters");
        Role role = role(body.required("role", SessionRoutes.NAME, "allowed are " + roles()));
        body.refuseOthers();
        return people.hashed(() -> {
            User user = people.users().add(name, role, password);
            Audited.subject(ctx, user.name());
            return Answer.json(201, UsersBody.One.of("User created", user));
        });
    }

    /** {@code PATCH …/<id>}: another role, another password, in or out; each ends the user's sessions. */
    CompletableFuture<Answer> change(Context ctx) {
        UUID id = new Parameters(ctx).uuid();
        RequestBody body = RequestBody.ofSecrets(ctx);
        Optional<Role> role = body.text("role", SessionRoutes.NAME).map(UserRoutes::role);
        Optional<Boolean> enabled = body.bool("enabled");
        Optional<String> password = body.text("password", SessionRoutes.PASSWORD);
        Optional<Boolean> totp = body.bool("totp");
        body.refuseOthers();
        if (totp.filter(on -> on).isPresent()) {
            throw RequestBody.malformed("totp", "true", "false: only its owner can switch one-time codes on");
        }
        return people.hashed(() -> {
            User user = people.users().get(id);
            // Out first: whatever is refused then, nobody is in who should not be.
            User changed = enabled.filter(on -> !on)
                    .map(on -> people.users().enabled(user, false))
                    .orElse(user);
            User inRole = role.isPresent() ? people.users().role(changed, role.get()) : changed;
            User withPassword = password.isPresent() ? people.users().password(inRole, password.get()) : inRole;
            User withoutCodes = totp.isPresent() ? people.users().withoutTotp(withPassword) : withPassword;
            User done =
                    enabled.filter(on -> on).isPresent() ? people.users().enabled(withoutCodes, true) : withoutCodes;
            people.sessions().forgetAllOf(id);
            Audited.subject(ctx, done.name());
            return Answer.ok(UsersBody.One.of("User changed", done));
        });
    }

    /** {@code DELETE …/<id>}: one less. */
    Answer remove(Context ctx) {
        User user = people.users().get(new Parameters(ctx).uuid());
        people.users().remove(user);
        people.sessions().forgetAllOf(user.id());
        Audited.subject(ctx, user.name());
        return Answer.ok(new SessionBody.Done("User removed"));
    }

    private static Role role(String word) {
        return Role.ofWord(word).orElseThrow(() -> RequestBody.malformed("role", word, roles()));
    }

    private static String roles() {
        return Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "));
    }
}
