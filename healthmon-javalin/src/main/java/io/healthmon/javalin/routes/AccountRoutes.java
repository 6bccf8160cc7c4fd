package io.healthmon.javalin.routes;

import io.healthmon.javalin.auth.login.Arrival;
import io.healthmon.javalin.auth.login.Cookies;
import io.healthmon.javalin.auth.login.People;
import io.healthmon.javalin.auth.login.Sessions;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.SessionBody;
import io.javalin.http.Context;
import java.util.concurrent.CompletableFuture;

/** {@code /api/session/password}, {@code /api/session/totp}: one's own password and one-time codes. */
final class AccountRoutes {

    private static final String CONFIRM = "say it once more, so that nobody changes this at your desk";

    private final People people;

    AccountRoutes(People people) {
        this.people = people;
    }

    /** {@code PUT …/password}: changes it; all other sessions are over, and this one has a new id. */
    CompletableFuture<Answer> password(Context ctx) {
        Cookies cookies = Cookies.required(ctx);
        Sessions.Active active = SessionRoutes.visit(people, ctx).active();
        RequestBody body = RequestBody.ofSecrets(ctx);
        String password = body.required("password", SessionRoutes.PASSWORD, CONFIRM);
        String newPassword = body.required("new_password", SessionRoutes.PASSWORD, "it has 12 to 128 characters");
        body.refuseOthers();
        return people.account()
                .password(active, password, newPassword, Arrival.of(ctx, cookies))
                .thenApply(loggedIn -> SessionRoutes.answer(loggedIn, cookies));
    }

    /** {@code POST …/totp}: a secret for an app, to be confirmed. */
    CompletableFuture<Answer> offerCodes(Context ctx) {
        Sessions.Active active = SessionRoutes.visit(people, ctx).active();
        String password = password(RequestBody.ofSecrets(ctx));
        return people.account()
                .offerCodes(active, password, Arrival.of(ctx, Cookies.required(ctx)))
                .thenApply(offer -> Answer.ok(new SessionBody.Totp(
                        offer.secret().reveal(), offer.uri().reveal())));
    }

    /** {@code POST …/totp/confirm}: the first code switches them on. */
    Answer confirmCodes(Context ctx) {
        Sessions.Active active = SessionRoutes.visit(people, ctx).active();
        RequestBody body = RequestBody.ofSecrets(ctx);
        String code = body.required("code", SessionRoutes.CODE, "it is the six digits that the app shows");
        body.refuseOthers();
        people.account().confirmCodes(active, code);
        return Answer.ok(new SessionBody.Done("One-time codes are on"));
    }

    /** {@code DELETE …/totp}: switches them off. */
    CompletableFuture<Answer> withoutCodes(Context ctx) {
        Sessions.Active active = SessionRoutes.visit(people, ctx).active();
        String password = password(RequestBody.ofSecrets(ctx));
        return people.account()
                .withoutCodes(active, password, Arrival.of(ctx, Cookies.required(ctx)))
                .thenApply(user -> Answer.ok(new SessionBody.Done("One-time codes are off")));
    }

    private static String password(RequestBody body) {
        String password = body.required("password", SessionRoutes.PASSWORD, CONFIRM);
        body.refuseOthers();
        return password;
    }
}
