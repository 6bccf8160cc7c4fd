package io.healthmon.javalin.standalone.config;

import io.healthmon.check.OptionException;
import io.healthmon.check.http.TlsOptions;
import io.healthmon.notify.ChannelOptions;
import io.healthmon.notify.channel.ChannelSettings;
import io.healthmon.notify.channel.HttpChannel;
import io.healthmon.notify.channel.Template;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.target.ServiceName;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Reads one of {@code channels}: what all kinds share here, the rest by {@link ChannelTypes}. */
final class ChannelReader {

    private static final ChannelOptions USUAL = ChannelOptions.DEFAULT;

    private final Source source;
    private final Optional<String> publicUrl;
    private final OutboundPolicy outbound;
    private final TreeMap<String, BiFunction<Section, ChannelSettings, HttpChannel>> types = ChannelTypes.all();

    ChannelReader(Source source, Optional<String> publicUrl, OutboundPolicy outbound) {
        this.source = source;
        this.publicUrl = publicUrl;
        this.outbound = outbound;
    }

    /** The channel; empty if something is wrong, which the source has been told. */
    Optional<ChannelConfig> read(Section channels, String name) {
        if (!ServiceName.valid(name)) {
            source.problem(channels.keyError(name, "is not a name for a channel; allowed are " + ServiceName.RULE));
        }
        Section section = channels.sectionOrEmpty(name);
        Optional<HttpChannel> opener = section.attempt(() -> opener(section));
        Optional<ChannelOptions> options = section.attempt(() -> refusing(section, () -> options(section)));
        return opener.isEmpty() || options.isEmpty() || !ServiceName.valid(name)
                ? Optional.empty()
                : Optional.of(new ChannelConfig(name, section.text("type", ""), opener.get(), options.get()));
    }

    private HttpChannel opener(Section section) {
        String type = section.text("type")
                .orElseThrow(
                        () -> section.error("type", "is missing; allowed are " + String.join(", ", types.keySet())));
        BiFunction<Section, ChannelSettings, HttpChannel> reader = types.get(type);
        if (reader == null) {
            throw section.error(
                    "type",
                    "unknown type '" + Source.shown(type) + "'; allowed are " + String.join(", ", types.keySet()));
        }
        ChannelSettings settings = new ChannelSettings(
                publicUrl, template(section, "title"), template(section, "text"), TlsOptions.read(section));
        HttpChannel opener = refusing(section, () -> reader.apply(section, settings));
        OutboundReader.requireDialable(outbound, section, opener, "url", "api", "host");
        return opener;
    }

    private static ChannelOptions options(Section section) {
        Duration deadline = section.duration("deadline", USUAL.deadline());
        range(section, "deadline", deadline, Duration.ofMillis(100), Duration.ofMinutes(5));
        int burst = section.integer("burst", USUAL.burst(), 1, 1_000);
        Duration digest = section.duration("digest-interval", USUAL.digestInterval());
        range(section, "digest-interval", digest, Duration.ofSeconds(1), Duration.ofHours(1));
        Duration giveUp = section.duration("give-up-after", USUAL.giveUpAfter());
        range(section, "give-up-after", giveUp, Duration.ofMinutes(1), Duration.ofDays(365));
        return new ChannelOptions(deadline, burst, digest, giveUp);
    }

    private static void range(Section section, String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw section.error(
                    key,
                    Quantities.format(value) + " is out of range; allowed are durations from "
                            + Quantities.format(least) + " to " + Quantities.format(most));
        }
    }

    /** The template that a key holds. */
    static Optional<Template> template(Section section, String key) {
        return section.text(key).map(text -> {
            try {
                return Template.parse(text);
            } catch (IllegalArgumentException e) {
                throw section.error(key, Source.shown(String.valueOf(e.getMessage())));
            }
        });
    }

    /** What a part's own constructor refuses is told where the part stands. */
    private static <T> T refusing(Section section, Supplier<T> part) {
        try {
            return part.get();
        } catch (OptionException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw section.refused(e);
        }
    }
}
