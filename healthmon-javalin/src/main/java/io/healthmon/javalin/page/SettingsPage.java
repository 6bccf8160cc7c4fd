package io.healthmon.javalin.page;

import io.healthmon.access.AccessKey;
import io.healthmon.access.AuditEntry;
import io.healthmon.access.Role;
import io.healthmon.access.Scope;
import io.healthmon.access.Session;
import io.healthmon.access.User;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.notify.ChannelStatistics;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One's own account, and what administrators see to.
 *
 * @param account of whoever is logged in; empty for a key and for this machine
 * @param channels over which alerts are told, by name
 * @param mayTest true if the reader may try them
 * @param admin what administrators see; empty for all others, and where there is nothing to see
 */
public record SettingsPage(
        Frame frame,
        Optional<Account> account,
        List<ChannelStatistics> channels,
        boolean mayTest,
        Optional<Admin> admin) {

    public SettingsPage {
        channels = List.copyOf(channels);
    }

    /**
     * Somebody's own.
     *
     * @param csrf what logging out must bring
     * @param current the session that asks
     * @param sessions all of theirs, newest first
     * @param codes true if there can be one-time codes
     */
    public record Account(User user, String csrf, Session current, List<Session> sessions, boolean codes) {
        public Account {
            sessions = List.copyOf(sessions);
        }

        /** True of the session that asks. */
        public boolean isCurrent(Session session) {
            return session.handle().equals(current.handle());
        }
    }

    /**
     * What administrators see.
     *
     * @param kept true if there is a store of keys, users and the audit
     * @param known false while that is away
     * @param people true if people can log in
     * @param keys those that were made, newest first
     * @param configured those of the configuration
     * @param users by name
     * @param audit what was done, newest first
     * @param configuration the effective one, its secrets masked; empty if the host does not show it
     */
    public record Admin(
            boolean kept,
            boolean known,
            boolean people,
            List<AccessKey> keys,
            List<Configured> configured,
            List<User> users,
            List<AuditEntry> audit,
            Optional<String> configuration) {

        public Admin {
            keys = List.copyOf(keys);
            configured = List.copyOf(configured);
            users = List.copyOf(users);
            audit = List.copyOf(audit);
        }
    }

    /** A key of the configuration. */
    public record Configured(String name, Collection<Scope> scopes, ServiceMatcher services) {}

    /** Who reads, in words. */
    public String who() {
        return account.map(its -> its.user().name() + ", " + its.user().role().word())
                .orElseGet(() -> frame.reader().name());
    }

    /** How a key is. */
    public String state(AccessKey key) {
        if (key.revokedAt().isPresent()) {
            return "revoked";
        }
        return key.isValid(frame.now()) ? "valid" : "expired";
    }

    /** Scopes in words. */
    public static String words(Collection<Scope> scopes) {
        return scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(", "));
    }

    /** Services in words. */
    public static String words(ServiceMatcher services) {
        return Meant.words(services);
    }

    /** The roles that there are. */
    public static List<Role> roles() {
        return List.of(Role.values());
    }

    /** The scopes that there are. */
    public static List<Scope> scopes() {
        return List.of(Scope.values());
    }
}
