package io.healthmon.javalin.routes;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.PATCH;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;

import io.healthmon.javalin.auth.Demand;
import io.healthmon.javalin.auth.login.OidcSettings;
import io.healthmon.javalin.auth.login.People;
import io.healthmon.javalin.page.LoginPages;

/** The endpoints of people: logging in and out, one's own account, and the users there are. */
public final class PeopleRoutes {

    private PeopleRoutes() {}

    /**
     * Adds them.
     *
     * @param service what the host calls itself
     * @param overview true if there is a page to go on to
     */
    public static void add(RouteTable table, People people, String service, boolean overview) {
        SessionRoutes session = new SessionRoutes(people);
        table.add(POST, "/api/session", Demand.OPEN, (Route.Later) session::login);
        table.add(GET, "/api/session", Demand.CALLER, (Route) session::who);
        table.change(DELETE, "/api/session", Demand.SESSION, "logout", (Route) session::logout);
        table.add(GET, "/api/sessions", Demand.SESSION, (Route) session::list);
        table.change(DELETE, "/api/sessions", Demand.SESSION, "sessions.ended", (Route) session::endOthers);
        table.change(DELETE, "/api/sessions/{handle}", Demand.SESSION, "session.ended", (Route) session::end);
        AccountRoutes account = new AccountRoutes(people);
        table.change(PUT, "/api/session/password", Demand.SESSION, "password.changed", (Route.Later) account::password);
        table.add(POST, "/api/session/totp", Demand.SESSION, (Route.Later) account::offerCodes);
        table.change(DELETE, "/api/session/totp", Demand.SESSION, "totp.off", (Route.Later) account::withoutCodes);
        table.change(POST, "/api/session/totp/confirm", Demand.SESSION, "totp.on", (Route) account::confirmCodes);
        UserRoutes users = new UserRoutes(people);
        table.add(GET, "/api/users", Demand.ADMIN, (Route) users::list);
        table.change(POST, "/api/users", Demand.ADMIN, "user.created", (Route.Later) users::add);
        table.change(PATCH, "/api/users/{id}", Demand.ADMIN, "user.changed", (Route.Later) users::change);
        table.change(DELETE, "/api/users/{id}", Demand.ADMIN, "user.removed", (Route) users::remove);
        table.add(POST, "/api/setup", Demand.OPEN, (Route.Later) session::setup);
        LoginPageRoutes pages = new LoginPageRoutes(
                people, new LoginPages(service, people.provider().isPresent(), overview ? "/" : "/api/health/status"));
        table.add(GET, "/login", Demand.OPEN, (Route) pages::login);
        table.add(POST, "/login", Demand.OPEN, (Route.Later) pages::tryLogin);
        table.add(GET, "/setup", Demand.OPEN, (Route) pages::setup);
        table.add(POST, "/setup", Demand.OPEN, (Route.Later) pages::trySetup);
        table.change(POST, "/logout", Demand.SESSION, "logout", (Route) pages::logout);
        if (!overview) {
            table.add(GET, AssetsRoute.PATH, Demand.OPEN, new AssetsRoute());
        }
        people.provider().ifPresent(provider -> {
            ProviderRoutes way = new ProviderRoutes(people, provider, pages);
            table.add(GET, "/login/provider", Demand.OPEN, (Route.Later) way::begin);
            table.add(GET, OidcSettings.CALLBACK, Demand.OPEN, (Route.Later) way::finish);
        });
    }
}
