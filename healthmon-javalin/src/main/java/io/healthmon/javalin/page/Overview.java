package io.healthmon.javalin.page;

import io.healthmon.view.RecentChecks;
import io.healthmon.view.ServiceStatus;
import java.util.List;
import java.util.Optional;

/**
 * The page that opens first.
 *
 * @param headline the whole in a sentence
 * @param alerts the alerts that are active, the first few
 * @param moreAlerts how many more there are
 * @param listing the services that are on the page
 * @param labels what there is to filter by
 * @param recent their newest checks
 */
public record Overview(
        Frame frame,
        Headline headline,
        List<AlertCard> alerts,
        int moreAlerts,
        Listing listing,
        List<String> labels,
        RecentChecks recent) {

    public Overview {
        alerts = List.copyOf(alerts);
        labels = List.copyOf(labels);
    }

    /** One of which only the services are shown. */
    public static Overview ofList(Frame frame, Listing listing, RecentChecks recent) {
        Headline none = Headline.of(List.of(), Optional.empty(), frame.now());
        return new Overview(frame, none, List.of(), 0, listing, List.of(), recent);
    }

    /** A service as a row. */
    public ServiceRow row(ServiceStatus service) {
        return new ServiceRow(service, recent.of(service.name()), frame.now());
    }
}
