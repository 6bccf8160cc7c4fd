package io.healthmon.jdbc.check;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Options;
import io.healthmon.target.CheckSpec;
import io.healthmon.target.Secret;
import java.util.Optional;

/**
 * PostgreSQL checks. Options: {@code url} ({@link PostgresAddress#ALLOWED}; without it the monitor's own store is checked), and
 * {@code user} and {@code password}, which go before those in the URL.
 */
public final class PostgresCheckerProvider implements CheckerProvider {

    @Override
    public String type() {
        return PostgresSpec.TYPE;
    }

    @Override
    public CheckSpec spec(Options options) {
        Optional<String> url = options.url("url");
        Optional<String> user = options.text("user");
        Optional<Secret> password = options.secret("password");
        if (url.isEmpty()) {
            if (user.isPresent() || password.isPresent()) {
                throw options.error("url", "is missing; user and password belong to one, the own store has its own");
            }
            return PostgresSpec.ownStore();
        }
        try {
            PostgresAddress address = PostgresAddress.parse(url.get());
            return PostgresSpec.at(address.as(user.orElse(address.user()), password.or(address::password)));
        } catch (IllegalArgumentException e) {
            throw options.error("url", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Checker checker(CheckerContext context) {
        return new PostgresChecker(context);
    }
}
