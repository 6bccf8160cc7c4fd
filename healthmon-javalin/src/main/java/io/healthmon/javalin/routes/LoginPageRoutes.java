package io.healthmon.javalin.routes;

import io.healthmon.javalin.auth.login.Arrival;
import io.healthmon.javalin.auth.login.Cookies;
import io.healthmon.javalin.auth.login.People;
import io.healthmon.javalin.auth.login.Sessions;
import io.healthmon.javalin.page.LoginPages;
import io.healthmon.javalin.page.Query;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The pages {@code /login}, {@code /setup} and {@code /logout}: the same as the API's, for people. */
final class LoginPageRoutes {

    private static final String HOME = "/login";
    private static final int LONGEST_NEXT = 600;

    private final People people;
    private final LoginPages pages;

    LoginPageRoutes(People people, LoginPages pages) {
        this.people = people;
        this.pages = pages;
    }

    /** {@code GET /login}: who you are, or the question. */
    Answer login(Context ctx) {
        try {
            Cookies.required(ctx);
        } catch (Problem refused) {
            return pages.refused(refused.status(), String.valueOf(refused.getMessage()));
        }
        @Nullable String asked = ctx.queryParam("next");
        String next = own(asked == null ? "" : asked);
        Optional<People.Visit> visit = people.visit(ctx);
        if (visit.isEmpty()) {
            return people.provider().isEmpty() && people.setup().isOpen()
                    ? to("/setup")
                    : pages.login(200, next, "", Optional.empty());
        }
        return next.equals(HOME)
                ? pages.loggedIn(
                        visit.get().active().user().name(),
                        visit.get().active().user().role().word(),
                        visit.get().csrf())
                : to(next);
    }

    /** {@code POST /login}: the answer. */
    CompletableFuture<Answer> tryLogin(Context ctx) {
        Form form = new Form(ctx);
        String next = own(form.field("next", LONGEST_NEXT));
        String name = form.field("name", SessionRoutes.NAME);
        String code = form.field("code", SessionRoutes.CODE);
        String password = form.field("password", SessionRoutes.PASSWORD);
        return onPage((status, sentence) -> pages.login(status, next, name, Optional.of(sentence)), () -> {
            Cookies cookies = Cookies.required(ctx);
            Optional<Sessions.Active> before = people.visit(ctx).map(People.Visit::active);
            return people.logins()
                    .login(name, password, Optional.of(code).filter(it -> !it.isBlank()), Arrival.of(ctx, cookies))
                    .thenApply(loggedIn -> {
                        before.ifPresent(people.sessions()::end);
                        return LoginPages.to(next.equals(HOME) ? pages.start() : next, cookies.of(loggedIn));
                    });
        });
    }

    /** {@code GET /setup}: the first user, if there is none. */
    Answer setup(Context ctx) {
        return people.setup().isOpen() ? pages.setup(200, "", Optional.empty()) : to(HOME);
    }

    /** {@code POST /setup}: makes it. */
    CompletableFuture<Answer> trySetup(Context ctx) {
        Form form = new Form(ctx);
        String name = form.field("name", SessionRoutes.NAME);
        String token = form.field("token", SessionRoutes.NAME).strip();
        String password = form.field("password", SessionRoutes.PASSWORD);
        return onPage((status, sentence) -> pages.setup(status, name, Optional.of(sentence)), () -> {
            return people.setup()
                    .first(token, name, password, Arrival.of(ctx, Cookies.required(ctx)))
                    .thenApply(user -> to(HOME));
        });
    }

    /** {@code POST /logout}. */
    Answer logout(Context ctx) {
        SessionRoutes.end(people, ctx);
        return LoginPages.to(HOME, List.of(Cookies.required(ctx).withoutSession()));
    }

    /** The question, with what was wrong before. */
    Answer question(int status, String next, String error) {
        return pages.login(status, next, "", Optional.of(error));
    }

    private static Answer to(String path) {
        return LoginPages.to(path, List.of());
    }

    static String own(String path) {
        return Query.ownPath(path).orElse(HOME);
    }

    interface Attempt {
        CompletableFuture<Answer> start();
    }

    /** What is wrong stands on the page where it can be put right. */
    static CompletableFuture<Answer> onPage(BiFunction<Integer, String, Answer> page, Attempt attempt) {
        try {
            return attempt.start().exceptionally(thrown -> {
                if (thrown instanceof CompletionException && thrown.getCause() instanceof Problem problem) {
                    return page(page, problem);
                }
                throw thrown instanceof CompletionException wrapped ? wrapped : new CompletionException(thrown);
            });
        } catch (Problem problem) {
            return CompletableFuture.completedFuture(page(page, problem));
        }
    }

    private static Answer page(BiFunction<Integer, String, Answer> page, Problem problem) {
        Answer answer = page.apply(problem.status(), String.valueOf(problem.getMessage()));
        for (var header : problem.headers().entrySet()) {
            answer = answer.with(header.getKey(), header.getValue());
        }
        return answer;
    }
}
