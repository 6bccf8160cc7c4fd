package io.healthmon.access;

import io.healthmon.target.Secret;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * A person who may log in.
 *
 * @param id stays when the name changes
 * @param name what the person types, unique without regard to case: 1 to 100 of {@code A-Z a-z 0-9 . _ @ + -}
 * @param role what the person may do
 * @param password the password's hash, as its algorithm writes it; empty for those who log in elsewhere only
 * @param totp the sealed secret of one-time codes; empty if none are asked for
 * @param totpStep the last step of 30 s whose code was taken, so that none is taken twice; 0 if none was
 * @param external who the person is to a login provider; empty for those who log in here only
 * @param enabled false if the person may not log in, and has no session
 * @param createdAt when the user was made
 */
public record User(
        UUID id,
        String name,
        Role role,
        Optional<Secret> password,
        Optional<SealedSecret> totp,
        long totpStep,
        Optional<ExternalIdentity> external,
        boolean enabled,
        Instant createdAt) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@+-]{1,100}");

    public User {
        if (!isName(name)) {
            throw new IllegalArgumentException("a user's name has 1 to 100 characters of A-Z a-z 0-9 . _ @ + -");
        }
    }

    /** True if a user can be called so. */
    public static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }

    /** This with another password. */
    public User withPassword(Secret hash) {
        return new User(id, name, role, Optional.of(hash), totp, totpStep, external, enabled, createdAt);
    }

    /** This in another role. */
    public User withRole(Role value) {
        return new User(id, name, value, password, totp, totpStep, external, enabled, createdAt);
    }

    /** This, allowed to log in or not. */
    public User withEnabled(boolean value) {
        return new User(id, name, role, password, totp, totpStep, external, value, createdAt);
    }

    /** This with the same secret of one-time codes, sealed anew. */
    public User withTotpSealed(SealedSecret secret) {
        return new User(id, name, role, password, Optional.of(secret), totpStep, external, enabled, createdAt);
    }

    /** This with another secret of one-time codes, or none. No code of it has been taken yet. */
    public User withTotp(Optional<SealedSecret> secret) {
        return new User(id, name, role, password, secret, 0, external, enabled, createdAt);
    }

    /** This, known to a login provider so. */
    public User withExternal(Optional<ExternalIdentity> value) {
        return new User(id, name, role, password, totp, totpStep, value, enabled, createdAt);
    }

    /** True for one who can let others in whatever became of a login provider: an enabled administrator with a password here. */
    public boolean isLocalAdmin() {
        return enabled && role == Role.ADMIN && password.isPresent();
    }

    User withTotpStep(long step) {
        return new User(id, name, role, password, totp, step, external, enabled, createdAt);
    }
}
