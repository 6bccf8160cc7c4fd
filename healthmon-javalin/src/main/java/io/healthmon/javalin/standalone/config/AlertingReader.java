package io.healthmon.javalin.standalone.config;

import io.healthmon.HealthTarget;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.context.AlertContext;
import io.healthmon.notify.Route;
import io.healthmon.notify.channel.ChannelSettings;
import io.healthmon.outbound.OutboundPolicy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code public-url}, {@code channels}, {@code routes}, {@code maintenance}, {@code canaries} and {@code cut-off-threshold}, once the
 * services are known.
 */
final class AlertingReader {

    private static final String PUBLIC_URL = "public-url";
    private static final String CANARIES = "canaries";

    /** As a service it would be mistaken for the monitor's own alert. */
    private static final String OWN_NAME = "healthmon";

    private final Source source;
    private final Section root;
    private final List<String> services;
    private final Instant now;
    private final OutboundPolicy outbound;

    AlertingReader(Source source, Section root, List<HealthTarget> targets, Instant now, OutboundPolicy outbound) {
        this.source = source;
        this.root = root;
        this.now = now;
        this.outbound = outbound;
        this.services = targets.stream().map(HealthTarget::name).toList();
    }

    Alerting read() {
        boolean servicesRead = source.sound();
        Optional<String> publicUrl = source.attempt(this::publicUrl).flatMap(url -> url);
        List<ChannelConfig> channels = source.attempt(() -> channels(publicUrl)).orElse(List.of());
        List<Route> routes = source.attempt(() -> routes(channels)).orElse(List.of());
        List<MaintenanceWindow> maintenance = source.attempt(this::maintenance).orElse(List.of());
        List<String> canaries = source.attempt(() -> canaries(servicesRead)).orElse(List.of());
        return new Alerting(publicUrl, channels, routes, maintenance, canaries, cutOffThreshold());
    }

    /** Only what decides on alerts. */
    Draft readDraft(List<HealthTarget> targets) {
        boolean servicesRead = source.sound();
        return new Draft(
                targets,
                source.attempt(this::maintenance).orElse(List.of()),
                source.attempt(() -> canaries(servicesRead)).orElse(List.of()),
                cutOffThreshold());
    }

    private Optional<String> publicUrl() {
        Optional<String> url = root.url(PUBLIC_URL);
        try {
            return url.map(value ->
                    ChannelSettings.DEFAULT.withPublicUrl(value).publicUrl().orElseThrow());
        } catch (IllegalArgumentException e) {
            throw root.error(
                    PUBLIC_URL,
                    "is not an http:// or https:// URL without user, query and fragment, for example https://health.example.org");
        }
    }

    private List<ChannelConfig> channels(Optional<String> publicUrl) {
        Section section = root.sectionOrEmpty("channels");
        ChannelReader reader = new ChannelReader(source, publicUrl, outbound);
        List<ChannelConfig> channels = new ArrayList<>();
        for (String name : section.keys()) {
            source.attempt(() -> reader.read(section, name))
                    .flatMap(read -> read)
                    .ifPresent(channels::add);
        }
        return channels;
    }

    private List<Route> routes(List<ChannelConfig> channels) {
        List<String> names = channels.stream().map(ChannelConfig::name).toList();
        boolean allRead = source.sound();
        List<Route> routes = new ArrayList<>();
        for (Section section : root.sections("routes")) {
            section.attempt(() -> RouteReader.read(source, section, names, allRead, services))
                    .ifPresent(routes::add);
        }
        return routes;
    }

    private List<MaintenanceWindow> maintenance() {
        MaintenanceReader reader = new MaintenanceReader(source, services, now);
        List<MaintenanceWindow> windows = new ArrayList<>();
        for (Section section : root.sections("maintenance")) {
            section.attempt(() -> reader.read(section, windows)).ifPresent(windows::add);
        }
        return windows;
    }

    private int cutOffThreshold() {
        int usual = AlertContext.DEFAULT_CUT_OFF_THRESHOLD;
        return source.attempt(() -> root.integer("cut-off-threshold", usual, 1, AlertContext.MOST_CUT_OFF_THRESHOLD))
                .orElse(usual);
    }

    private List<String> canaries(boolean servicesRead) {
        List<String> named = root.list(CANARIES);
        for (String name : named) {
            if (servicesRead && !services.contains(name)) {
                throw root.error(
                        CANARIES, "there is no service '" + Source.shown(name) + "'" + Suggestion.hint(name, services));
            }
        }
        if (!named.isEmpty() && services.contains(OWN_NAME)) {
            throw root.sectionOrEmpty("services")
                    .keyError(
                            OWN_NAME,
                            "is the name of the monitor's own alert, which there is where canaries are; give it another");
        }
        return named;
    }
}
