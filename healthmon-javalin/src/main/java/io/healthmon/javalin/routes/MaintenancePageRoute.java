package io.healthmon.javalin.routes;

import io.healthmon.HealthMonitor;
import io.healthmon.alert.MaintenanceTime;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.Silence;
import io.healthmon.javalin.page.Calendar;
import io.healthmon.javalin.page.Frame;
import io.healthmon.javalin.page.MaintenancePage;
import io.healthmon.javalin.page.Nav;
import io.healthmon.javalin.page.Pages;
import io.healthmon.javalin.wire.Answer;
import io.healthmon.javalin.wire.Problem;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** {@code GET /maintenance}: maintenance and silences, and a calendar of both; from memory. */
final class MaintenancePageRoute implements Route {

    private static final int LONGEST_ZONE = 100;

    private final HealthMonitor monitor;
    private final Frames frames;

    MaintenancePageRoute(HealthMonitor monitor, Frames frames) {
        this.monitor = monitor;
        this.frames = frames;
    }

    @Override
    public Answer answer(Context ctx) {
        Parameters parameters = new Parameters(ctx);
        ZoneId zone = zone(ctx);
        String prefilled = parameters.service().orElse("");
        Sight sight = Sight.of(ctx, monitor);
        Frame frame = frames.of(ctx, "Maintenance", Optional.of(Nav.MAINTENANCE));
        Instant now = frame.now();
        List<MaintenanceTime> times =
                monitor.maintenance().times(Calendar.begin(zone, now), Calendar.end(zone, now)).stream()
                        .filter(time -> sight.touches(time.window().matcher()))
                        .toList();
        List<Silence> silences = monitor.silences().active().stream()
                .filter(silence -> sight.touches(silence.matcher()))
                .toList();
        boolean may = frame.reader().alerts();
        return Pages.answer(
                200,
                "maintenance",
                new MaintenancePage(
                        frame,
                        Calendar.of(times, silences, zone, now),
                        monitor.maintenance().active().stream()
                                .filter(window -> sight.touches(window.matcher()))
                                .map(window -> window(window, times, now, may && sight.holds(window.matcher())))
                                .toList(),
                        silences.stream()
                                .map(one -> new MaintenancePage.Quiet(one, may && sight.holds(one.matcher())))
                                .toList(),
                        prefilled));
    }

    /** The reader's zone, as their browser says it. */
    private static ZoneId zone(Context ctx) {
        String zone = Optional.ofNullable(ctx.queryParam("zone")).orElse("");
        if (zone.isEmpty()) {
            return ZoneOffset.UTC;
        }
        try {
            if (zone.length() <= LONGEST_ZONE) {
                return ZoneId.of(zone);
            }
        } catch (DateTimeException unknown) {
            // Said below.
        }
        throw Problem.malformed("Parameter 'zone' is " + Problem.quoted(zone)
                + "; allowed is the id of a time zone, such as Europe/Berlin.");
    }

    private MaintenancePage.Window window(
            MaintenanceWindow window, List<MaintenanceTime> times, Instant now, boolean mayEnd) {
        boolean configured = monitor.maintenance().configured(window.id());
        return new MaintenancePage.Window(
                window,
                times.stream()
                        .filter(time -> time.window().id().equals(window.id())
                                && time.to().isAfter(now))
                        .findFirst()
                        .map(time -> new MaintenancePage.Span(time.from(), time.to())),
                configured,
                mayEnd && !configured);
    }
}
