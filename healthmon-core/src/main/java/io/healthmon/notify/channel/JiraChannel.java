package io.healthmon.notify.channel;

import io.healthmon.check.http.HttpSender;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.notify.Notifier;
import io.healthmon.outbound.Destination;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.util.List;

/**
 * Operations of Jira Service Management by the integration events API, the one that Atlassian keeps for monitors: alerts are opened,
 * acknowledged and closed by our own key, without looking them up first, and with a key that can do nothing else.
 *
 * @param apiKey the key of an API integration of a team's operations
 * @param api the API's address; default {@link #CLOUD}
 * @param settings what every channel may be told; the templates' title is the message, the text the description
 */
public record JiraChannel(Secret apiKey, String api, ChannelSettings settings) implements HttpChannel {

    /** Atlassian's cloud, whatever the site and region. */
    public static final String CLOUD = "https://api.atlassian.com/jsm/ops/integration";

    /** @throws IllegalArgumentException if key or address is none */
    public JiraChannel {
        apiKey = Requests.token(apiKey, "the API key");
        HttpSpec.get(api);
        api = api.replaceAll("/+$", "");
    }

    /** One in Atlassian's cloud. */
    public JiraChannel(Secret apiKey, ChannelSettings settings) {
        this(apiKey, CLOUD, settings);
    }

    @Override
    public List<Destination> destinations() {
        return HttpSpec.get(api).destinations();
    }

    @Override
    public Notifier open(HttpSender sender, MonitorClock clock) {
        return new HttpNotifier(
                sender, clock, new GenieFormat(api + "/v2/alerts", apiKey, settings), Masks.of(List.of(apiKey)), true);
    }
}
