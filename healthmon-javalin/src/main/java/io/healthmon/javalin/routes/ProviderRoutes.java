package io.healthmon.javalin.routes;

import io.healthmon.javalin.auth.login.Arrival;
import io.healthmon.javalin.auth.login.Cookies;
import io.healthmon.javalin.auth.login.OidcLogins;
import io.healthmon.javalin.auth.login.People;
import io.healthmon.javalin.auth.login.Sessions;
import io.healthmon.javalin.page.LoginPages;
import io.healthmon.javalin.wire.Answer;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** {@code /login/provider}: the way to a login provider and back. */
final class ProviderRoutes {

    private static final int LONGEST = 2_000;

    private final People people;
    private final OidcLogins provider;
    private final LoginPageRoutes pages;

    ProviderRoutes(People people, OidcLogins provider, LoginPageRoutes pages) {
        this.people = people;
        this.provider = provider;
        this.pages = pages;
    }

    /** {@code GET}: there. */
    CompletableFuture<Answer> begin(Context ctx) {
        String next = LoginPageRoutes.own(parameter(ctx, "next").orElse(""));
        return LoginPageRoutes.onPage((status, sentence) -> pages.question(status, next, sentence), () -> {
            Cookies cookies = Cookies.required(ctx);
            return provider.begin(next)
                    .thenApply(way -> LoginPages.to(way.address(), List.of(cookies.withProvider(way.cookie()))));
        });
    }

    /** {@code GET …/callback}: and back. */
    CompletableFuture<Answer> finish(Context ctx) {
        return LoginPageRoutes.onPage((status, sentence) -> pages.question(status, "", sentence), () -> {
            Cookies cookies = Cookies.required(ctx);
            Optional<Sessions.Active> before = people.visit(ctx).map(People.Visit::active);
            return provider.finish(
                            parameter(ctx, "code"),
                            parameter(ctx, "state"),
                            cookies.provider(ctx),
                            Arrival.of(ctx, cookies))
                    .thenApply(arrived -> {
                        before.ifPresent(people.sessions()::end);
                        List<String> set = new ArrayList<>(cookies.of(arrived.loggedIn()));
                        set.add(cookies.withoutProvider());
                        return LoginPages.to(LoginPageRoutes.own(arrived.next()), set);
                    });
        });
    }

    private static Optional<String> parameter(Context ctx, String name) {
        @Nullable String value = ctx.queryParam(name);
        return Optional.ofNullable(value).filter(it -> !it.isEmpty() && it.length() <= LONGEST);
    }
}
