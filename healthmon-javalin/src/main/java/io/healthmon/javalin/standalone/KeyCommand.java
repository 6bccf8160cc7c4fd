package io.healthmon.javalin.standalone;

import io.healthmon.access.AccessKey;
import io.healthmon.access.AccessStore;
import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.javalin.auth.FreshKey;
import io.healthmon.javalin.wire.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code key}: what programs bring, from the command line. */
@Command(
        name = "key",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Makes, exchanges and revokes the keys of programs, in the configured database, beside a running monitor or without",
            "one. A key is printed once, when it is made, and can't be seen again. Keys of the configuration are not among these.",
            "Scopes: read, test, alerts, admin."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:it can't be done; one line says why", "2:wrong usage"})
final class KeyCommand implements Callable<Integer> {

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(90);

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "a command is missing: key add, list, rotate or revoke");
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Makes a key, and prints it.")
    int add(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "NAME", description = "whose key it is") String name,
            @Option(
                            names = "--scope",
                            required = true,
                            split = ",",
                            paramLabel = "SCOPE",
                            converter = ScopeOption.class,
                            description = "what it may do: read, test, alerts, admin; several by commas")
                    List<Scope> scopes,
            @Option(
                            names = "--service",
                            split = ",",
                            paramLabel = "SERVICE",
                            description = "of which services, * for any letters; default all")
                    @Nullable
                    List<String> services,
            @Option(
                            names = "--expires",
                            paramLabel = "DURATION",
                            converter = DurationOption.class,
                            description = "how long it is taken, such as 90d; default for ever")
                    @Nullable
                    Duration expires) {
        if (services != null && scopes.contains(Scope.ADMIN)) {
            throw new ParameterException(
                    spec.commandLine(), "--service limits a key, and one of the scope admin can't be limited");
        }
        return AccessDatabase.use(config, access -> {
            Instant now = access.clock().wall();
            ServiceMatcher matcher = services == null ? ServiceMatcher.ALL : matcher(services);
            Optional<Instant> end = Optional.ofNullable(expires).map(now::plus);
            make(access, name, new LinkedHashSet<>(scopes), matcher, end, "key.created");
        });
    }

    private static ServiceMatcher matcher(List<String> services) {
        try {
            return new ServiceMatcher(services, Map.of());
        } catch (IllegalArgumentException e) {
            throw Problem.malformed("--service: " + e.getMessage());
        }
    }

    private void make(
            AccessDatabase access,
            String name,
            Set<Scope> scopes,
            ServiceMatcher services,
            Optional<Instant> end,
            String action) {
        FreshKey fresh = FreshKey.random();
        AccessKey kept = kept(access, fresh, name, scopes, services, end);
        if (!access.store().add(kept)) {
            throw Problem.malformed("there are " + AccessStore.MOST + " keys already; revoke some");
        }
        access.note(action, name + " (" + kept.prefix() + ")");
        spec.commandLine().getErr().println("The key of " + name + ", which is shown this once:");
        spec.commandLine().getErr().flush();
        say("%s", fresh.text().reveal());
    }

    private static AccessKey kept(
            AccessDatabase access,
            FreshKey fresh,
            String name,
            Set<Scope> scopes,
            ServiceMatcher services,
            Optional<Instant> end) {
        try {
            return fresh.kept(
                    name, scopes, services, "command line", access.clock().wall(), end);
        } catch (IllegalArgumentException e) {
            throw Problem.malformed(String.valueOf(e.getMessage()));
        }
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the keys, those too that are over.")
    int list(@Mixin ConfigOption config) {
        return AccessDatabase.use(config, access -> {
            Instant now = access.clock().wall();
            say("%-8s %-30s %-24s %-9s %-27s %s", "PREFIX", "NAME", "SCOPES", "STATE", "EXPIRES", "LAST USED");
            access.store()
                    .keys()
                    .forEach(key -> say(
                            "%-8s %-30s %-24s %-9s %-27s %s",
                            key.prefix(),
                            key.name(),
                            key.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(",")),
                            state(key, now),
                            key.expiresAt().map(Instant::toString).orElse("never"),
                            key.seenAt().map(Instant::toString).orElse("never")));
        });
    }

    private static String state(AccessKey key, Instant now) {
        if (key.revokedAt().isPresent()) {
            return "revoked";
        }
        return key.isValid(now) ? "valid" : "expired";
    }

    @Command(
            name = "rotate",
            mixinStandardHelpOptions = true,
            description = "Makes another key of the same name, scopes and length; the old one goes on for a while.")
    int rotate(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "PREFIX", description = "the key, as the list has it") String prefix,
            @Option(
                            names = "--overlap",
                            defaultValue = "1d",
                            paramLabel = "DURATION",
                            converter = DurationOption.class,
                            description = "how long the old one goes on; default ${DEFAULT-VALUE}, at most 90d")
                    Duration overlap) {
        if (overlap.compareTo(LONGEST_OVERLAP) > 0) {
            throw new ParameterException(spec.commandLine(), "--overlap is at most 90d");
        }
        return AccessDatabase.use(config, access -> {
            Instant now = access.clock().wall();
            AccessKey old = find(access, prefix);
            if (!old.isValid(now)) {
                throw Problem.malformed("the key " + prefix + " is not taken any more; make a new one");
            }
            Optional<Instant> end = old.expiresAt().map(at -> now.plus(Duration.between(old.createdAt(), at)));
            make(access, old.name(), old.scopes(), old.services(), end, "key.rotated");
            access.store().expire(old.id(), now.plus(overlap));
        });
    }

    @Command(name = "revoke", mixinStandardHelpOptions = true, description = "Revokes a key: it is not taken any more.")
    int revoke(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "PREFIX", description = "the key, as the list has it") String prefix) {
        return AccessDatabase.use(config, access -> {
            AccessKey key = find(access, prefix);
            access.store().revoke(key.id(), access.clock().wall());
            access.note("key.revoked", key.name() + " (" + key.prefix() + ")");
            say("key %s of %s is revoked", key.prefix(), key.name());
        });
    }

    private static AccessKey find(AccessDatabase access, String prefix) {
        return access.store().keys().stream()
                .filter(key -> key.prefix().equals(prefix))
                .findFirst()
                .orElseThrow(
                        () -> Problem.of(404, "there is no key " + Problem.quoted(prefix) + "; key list has them"));
    }

    private void say(String format, Object... arguments) {
        spec.commandLine().getOut().println(String.format(format, arguments).stripTrailing());
        spec.commandLine().getOut().flush();
    }

    /** A scope by its word. */
    static final class ScopeOption implements ITypeConverter<Scope> {

        @Override
        public Scope convert(String word) {
            return Scope.ofWord(word)
                    .orElseThrow(() -> new TypeConversionException("'" + word + "' is no scope; allowed are "
                            + Arrays.stream(Scope.values()).map(Scope::word).collect(Collectors.joining(", "))));
        }
    }
}
