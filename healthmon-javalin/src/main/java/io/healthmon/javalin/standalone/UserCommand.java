package io.healthmon.javalin.standalone;

import io.healthmon.access.Role;
import io.healthmon.access.User;
import io.healthmon.javalin.auth.login.Passwords;
import io.healthmon.javalin.auth.login.Users;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code user}: who may log in, from the command line. What it takes from somebody ends his sessions, in a running monitor too. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        description = {
            "Makes and changes the users who may log in, in the configured database, beside a running monitor or without one.",
            "Roles: viewer (looks), operator (tests, acknowledges, silences), admin (everything)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:it can't be done; one line says why", "2:wrong usage"})
final class UserCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "a command is missing: user add, list, password, role, enable, disable, totp-off or remove");
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Adds a user.")
    int add(
            @Mixin ConfigOption config,
            @Mixin PasswordOption password,
            @Parameters(paramLabel = "NAME", description = "what the user types at the login") String name,
            @Option(
                            names = "--role",
                            required = true,
                            paramLabel = "ROLE",
                            converter = RoleOption.class,
                            description = "viewer, operator or admin")
                    Role role) {
        String typed = password.read();
        return AccessDatabase.use(config, access -> {
            User user = users(access).add(name, role, typed);
            access.note("user.created", user.name());
            say("user %s added as %s", user.name(), user.role().word());
        });
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the users.")
    int list(@Mixin ConfigOption config) {
        return AccessDatabase.use(config, access -> {
            say("%-30s %-9s %-9s %-9s %s", "NAME", "ROLE", "STATE", "CODES", "LOGS IN");
            users(access)
                    .all()
                    .forEach(user -> say(
                            "%-30s %-9s %-9s %-9s %s",
                            user.name(),
                            user.role().word(),
                            user.enabled() ? "enabled" : "disabled",
                            user.totp().isPresent() ? "on" : "off",
                            user.external().isPresent() ? "elsewhere" : "here"));
        });
    }

    @Command(name = "password", mixinStandardHelpOptions = true, description = "Gives a user another password.")
    int password(
            @Mixin ConfigOption config,
            @Mixin PasswordOption password,
            @Parameters(paramLabel = "NAME", description = "the user") String name) {
        String typed = password.read();
        return change(config, name, (users, user) -> {
            users.password(user, typed);
            say("user %s has another password", user.name());
        });
    }

    @Command(name = "role", mixinStandardHelpOptions = true, description = "Gives a user another role.")
    int role(
            @Mixin ConfigOption config,
            @Parameters(index = "0", paramLabel = "NAME", description = "the user") String name,
            @Parameters(
                            index = "1",
                            paramLabel = "ROLE",
                            converter = RoleOption.class,
                            description = "viewer, operator or admin")
                    Role role) {
        return change(config, name, (users, user) -> {
            users.role(user, role);
            say("user %s is %s", user.name(), role.word());
        });
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets a user log in again.")
    int enable(@Mixin ConfigOption config, @Parameters(paramLabel = "NAME", description = "the user") String name) {
        return change(config, name, (users, user) -> {
            users.enabled(user, true);
            say("user %s may log in", user.name());
        });
    }

    @Command(
            name = "disable",
            mixinStandardHelpOptions = true,
            description = "Keeps a user from logging in, and ends the sessions there are.")
    int disable(@Mixin ConfigOption config, @Parameters(paramLabel = "NAME", description = "the user") String name) {
        return change(config, name, (users, user) -> {
            users.enabled(user, false);
            say("user %s may not log in any more", user.name());
        });
    }

    @Command(
            name = "totp-off",
            mixinStandardHelpOptions = true,
            description = "Asks a user for no one-time codes any more: for who has lost the telephone.")
    int withoutTotp(
            @Mixin ConfigOption config, @Parameters(paramLabel = "NAME", description = "the user") String name) {
        return change(config, name, (users, user) -> {
            users.withoutTotp(user);
            say("user %s is asked for no one-time codes", user.name());
        });
    }

    @Command(name = "remove", mixinStandardHelpOptions = true, description = "Removes a user.")
    int remove(@Mixin ConfigOption config, @Parameters(paramLabel = "NAME", description = "the user") String name) {
        return AccessDatabase.use(config, access -> {
            Users users = users(access);
            User user = users.named(name);
            users.remove(user);
            access.note("user.removed", user.name());
            say("user %s removed", user.name());
        });
    }

    private static int change(ConfigOption config, String name, BiConsumer<Users, User> change) {
        return AccessDatabase.use(config, access -> {
            Users users = users(access);
            User user = users.named(name);
            change.accept(users, user);
            access.note("user.changed", user.name());
        });
    }

    private static Users users(AccessDatabase access) {
        return new Users(access.store(), new Passwords("healthmon"), access.clock());
    }

    private void say(String format, Object... arguments) {
        spec.commandLine().getOut().println(String.format(format, arguments).stripTrailing());
        spec.commandLine().getOut().flush();
    }

    /** A role by its word. */
    static final class RoleOption implements ITypeConverter<Role> {

        @Override
        public Role convert(String word) {
            return Role.ofWord(word)
                    .orElseThrow(() -> new TypeConversionException("'" + word + "' is no role; allowed are "
                            + Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "))));
        }
    }
}
