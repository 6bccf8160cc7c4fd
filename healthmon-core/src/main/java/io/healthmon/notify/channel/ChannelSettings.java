package io.healthmon.notify.channel;

import io.healthmon.check.http.HttpSpec;
import io.healthmon.check.http.Tls;
import java.net.URI;
import java.util.Optional;

/**
 * What every channel may be told.
 *
 * @param publicUrl where people reach the monitor, for links back; an http or https URL without query and fragment
 * @param title replaces the title of messages about one alert
 * @param text replaces their text
 * @param tls whom to trust
 */
public record ChannelSettings(Optional<String> publicUrl, Optional<Template> title, Optional<Template> text, Tls tls) {

    /** No links, the usual words, the JVM's certificate authorities. */
    public static final ChannelSettings DEFAULT =
            new ChannelSettings(Optional.empty(), Optional.empty(), Optional.empty(), Tls.DEFAULT);

    /** @throws IllegalArgumentException if the public URL is none */
    public ChannelSettings {
        publicUrl = publicUrl.map(ChannelSettings::checked);
    }

    private static String checked(String url) {
        HttpSpec spec = HttpSpec.get(url);
        URI uri = spec.uri();
        if (uri.getRawQuery() != null || uri.getRawFragment() != null || uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "public-url must be an http or https URL without user, query and fragment");
        }
        return url.replaceAll("/+$", "");
    }

    /** This with links back. */
    public ChannelSettings withPublicUrl(String value) {
        return new ChannelSettings(Optional.of(value), title, text, tls);
    }

    /** This with another title. */
    public ChannelSettings withTitle(Template value) {
        return new ChannelSettings(publicUrl, Optional.of(value), text, tls);
    }

    /** This with another text. */
    public ChannelSettings withText(Template value) {
        return new ChannelSettings(publicUrl, title, Optional.of(value), tls);
    }

    /** This with other trust. */
    public ChannelSettings withTls(Tls value) {
        return new ChannelSettings(publicUrl, title, text, value);
    }

    boolean hasTemplates() {
        return title.isPresent() || text.isPresent();
    }
}
