package io.healthmon.access;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The users of an {@link InMemoryAccessStore}, which guards it. */
final class UserBook {

    private final Map<UUID, User> users = new HashMap<>();

    List<User> all() {
        return users.values().stream()
                .sorted(Comparator.comparing(user -> key(user.name())))
                .toList();
    }

    Optional<User> user(UUID id) {
        return Optional.ofNullable(users.get(id));
    }

    Optional<User> first(Predicate<User> which) {
        return users.values().stream().filter(which).findFirst();
    }

    boolean isEmpty() {
        return users.isEmpty();
    }

    static boolean sameName(String one, String other) {
        return key(one).equals(key(other));
    }

    private static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    boolean add(User user) {
        if (users.size() >= AccessStore.MOST || users.containsKey(user.id()) || clashes(user)) {
            return false;
        }
        users.put(user.id(), user);
        return true;
    }

    UserChange change(UUID id, UnaryOperator<User> change) {
        User before = users.get(id);
        if (before == null) {
            return UserChange.NO_SUCH_USER;
        }
        User after = change.apply(before);
        if (!after.id().equals(id)) {
            throw new IllegalArgumentException("a user's id stays");
        }
        if (clashes(after)) {
            return UserChange.TAKEN;
        }
        if (before.isLocalAdmin() && !after.isLocalAdmin() && isLastAdmin(before)) {
            return UserChange.LAST_ADMIN;
        }
        users.put(id, after);
        return UserChange.DONE;
    }

    UserChange remove(UUID id) {
        User user = users.get(id);
        if (user == null) {
            return UserChange.NO_SUCH_USER;
        }
        if (user.isLocalAdmin() && isLastAdmin(user)) {
            return UserChange.LAST_ADMIN;
        }
        users.remove(id);
        return UserChange.DONE;
    }

    boolean takeTotpStep(UUID id, long step) {
        User user = users.get(id);
        if (user == null || user.totpStep() >= step) {
            return false;
        }
        users.put(id, user.withTotpStep(step));
        return true;
    }

    private boolean isLastAdmin(User user) {
        return others(user).noneMatch(User::isLocalAdmin);
    }

    private boolean clashes(User user) {
        return others(user)
                .anyMatch(other -> sameName(other.name(), user.name())
                        || (user.external().isPresent() && other.external().equals(user.external())));
    }

    private Stream<User> others(User user) {
        return users.values().stream().filter(other -> !other.id().equals(user.id()));
    }
}
