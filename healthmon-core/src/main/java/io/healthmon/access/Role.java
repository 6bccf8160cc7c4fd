package io.healthmon.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What a person may do. */
public enum Role {
    /** Looks. */
    VIEWER(EnumSet.of(Scope.READ)),
    /** Looks, tests, and says something about alerts. */
    OPERATOR(EnumSet.of(Scope.READ, Scope.TEST, Scope.ALERTS)),
    /** May do everything. */
    ADMIN(EnumSet.allOf(Scope.class));

    private final Set<Scope> scopes;

    Role(Set<Scope> scopes) {
        this.scopes = Set.copyOf(scopes);
    }

    /** What the role allows. */
    public Set<Scope> scopes() {
        return scopes;
    }

    /** Its name on the wire and in configuration. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of this name; empty if there is none. */
    public static Optional<Role> ofWord(String word) {
        return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
    }
}
