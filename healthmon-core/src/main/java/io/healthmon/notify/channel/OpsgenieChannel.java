package io.healthmon.notify.channel;

import io.healthmon.check.http.HttpSender;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.notify.Notifier;
import io.healthmon.outbound.Destination;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.util.List;

/**
 * Opsgenie by its Alert API, which ends in April 2027; {@link JiraChannel} is what it moves to.
 *
 * @param apiKey the key of an API integration
 * @param api the API's address; default {@link #US}
 * @param settings what every channel may be told; the templates' title is the message, the text the description
 */
public record OpsgenieChannel(Secret apiKey, String api, ChannelSettings settings) implements HttpChannel {

    /** The address for accounts of the US region. */
    public static final String US = "https://api.opsgenie.com";

    /** The address for accounts of the EU region. */
    public static final String EU = "https://api.eu.opsgenie.com";

    /** @throws IllegalArgumentException if key or address is none */
    public OpsgenieChannel {
        apiKey = Requests.token(apiKey, "the API key");
        HttpSpec.get(api);
        api = api.replaceAll("/+$", "");
    }

    /** One in the US region. */
    public OpsgenieChannel(Secret apiKey, ChannelSettings settings) {
        this(apiKey, US, settings);
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
