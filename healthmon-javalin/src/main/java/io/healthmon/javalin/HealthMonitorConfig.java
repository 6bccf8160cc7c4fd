package io.healthmon.javalin;

import io.healthmon.access.AccessStore;
import io.healthmon.access.SecretBox;
import io.healthmon.check.http.HttpSender;
import io.healthmon.javalin.auth.ApiKey;
import io.healthmon.javalin.auth.TrustedProxies;
import io.healthmon.javalin.auth.login.OidcSettings;
import io.healthmon.javalin.auth.login.People;
import io.healthmon.javalin.routes.Limits;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How the API is mounted.
 *
 * @param serviceName what {@code /health} calls itself; default {@code healthmon}
 * @param apiKeys the keys that open it; default none
 * @param open true if callers on this machine need no key as long as there are neither keys nor users; default false. They are told by their address: behind a proxy on
 *     the same machine that does not say for whom it asks everybody is such a caller, so set keys there
 * @param trustedProxies whose word counts about for whom they ask; default none
 * @param components component of {@code /api/health} to the services that it is, the worst of which counts; default redis,
 *     minio, docker and celery to the services of those names. One of whose services none is watched is left out
 * @param metrics true if {@code /metrics} is mounted; default true
 * @param page true if the pages are mounted, from {@code /} on; default false, since an application has pages of its own
 * @param statusPage what everybody may see at {@code /status}; default nothing, then it is not mounted
 * @param access where users, sessions, keys and the audit are kept; default nowhere, then there are only {@code apiKeys}, and nobody can
 *     log in
 * @param secrets seals what {@code access} is to keep without being able to read it; default none, then there are no one-time codes
 * @param oidc a login provider over which users of {@code access} log in too; default none
 * @param marker a file that says that there are users or keys, for a start while {@code access} is away; default none, then this machine is
 *     let in until it is known that there are
 * @param drafts reads drafts that are to be replayed; default none, then {@code /api/health/replay} is not mounted
 * @param configuration what the host was configured with, as text without secrets, which administrators can read on the page; default none
 * @param limits how much may be asked for; default 8,760 hours back, and 10 manual tests of a service in a minute
 * @param clock the two times
 */
public record HealthMonitorConfig(
        String serviceName,
        List<ApiKey> apiKeys,
        boolean open,
        TrustedProxies trustedProxies,
        Map<String, List<String>> components,
        boolean metrics,
        boolean page,
        Optional<StatusPage> statusPage,
        Optional<AccessStore> access,
        Optional<SecretBox> secrets,
        Optional<People.Oidc> oidc,
        Optional<Path> marker,
        Optional<Drafts> drafts,
        Optional<String> configuration,
        Limits limits,
        MonitorClock clock) {

    public HealthMonitorConfig {
        if (serviceName.isBlank() || serviceName.length() > 100) {
            throw new IllegalArgumentException("the host's service name must have 1 to 100 characters");
        }
        apiKeys = List.copyOf(apiKeys);
        Set<String> names = new HashSet<>();
        for (ApiKey key : apiKeys) {
            if (!names.add(key.name())) {
                throw new IllegalArgumentException("there are two API keys of the name '" + key.name() + "'");
            }
        }
        Map<String, List<String>> copy = new LinkedHashMap<>();
        components.forEach((component, services) -> copy.put(component, List.copyOf(services)));
        components = Collections.unmodifiableMap(copy);
    }

    /** Starts with the defaults: nobody is let in but to {@code /health} and {@code /api/health}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Collects what differs from the defaults. Not thread-safe. */
    public static final class Builder {
        private String serviceName = "healthmon";
        private final List<ApiKey> apiKeys = new ArrayList<>();
        private boolean open;
        private TrustedProxies trustedProxies = TrustedProxies.NONE;
        private final Map<String, List<String>> components = new LinkedHashMap<>();
        private boolean metrics = true;
        private boolean page;
        private Optional<StatusPage> statusPage = Optional.empty();
        private Optional<AccessStore> access = Optional.empty();
        private Optional<SecretBox> secrets = Optional.empty();
        private Optional<People.Oidc> oidc = Optional.empty();
        private Optional<Path> marker = Optional.empty();
        private Optional<Drafts> drafts = Optional.empty();
        private Optional<String> configuration = Optional.empty();
        private Limits limits = new Limits(Limits.MOST_HOURS, Limits.MOST_HOURS, Limits.TESTS_PER_MINUTE);
        private MonitorClock clock = MonitorClock.system();

        private Builder() {
            for (String same : List.of("redis", "minio", "docker", "celery")) {
                components.put(same, List.of(same));
            }
        }

        /** What {@code /health} calls itself. */
        public Builder serviceName(String value) {
            serviceName = value;
            return this;
        }

        /** Adds a key. */
        public Builder apiKey(String name, Secret key) {
            apiKeys.add(new ApiKey(name, key));
            return this;
        }

        /** Adds keys. */
        public Builder apiKeys(List<ApiKey> keys) {
            apiKeys.addAll(keys);
            return this;
        }

        /** Whether callers on this machine need no key. */
        public Builder open(boolean value) {
            open = value;
            return this;
        }

        /** Believes what these proxies say about for whom they ask. */
        public Builder trustedProxies(TrustedProxies value) {
            trustedProxies = value;
            return this;
        }

        /** Says which services a component of {@code /api/health} is; none leaves it out. */
        public Builder component(String component, List<String> services) {
            components.put(component, services);
            return this;
        }

        /** Whether {@code /metrics} is mounted. */
        public Builder metrics(boolean value) {
            metrics = value;
            return this;
        }

        /** Whether the pages are mounted: then the application has nothing of its own at {@code /}. */
        public Builder page(boolean value) {
            page = value;
            return this;
        }

        /** Mounts the public status page. */
        public Builder statusPage(StatusPage value) {
            statusPage = Optional.of(value);
            return this;
        }

        /** Where users, sessions, keys and the audit are kept. */
        public Builder access(AccessStore value) {
            access = Optional.of(value);
            return this;
        }

        /** Seals what the access store is to keep without being able to read it. */
        public Builder secrets(SecretBox value) {
            secrets = Optional.of(value);
            return this;
        }

        /** A login provider, and what asks it, which stays the caller's to close after the host. */
        public Builder oidc(OidcSettings settings, HttpSender sender) {
            oidc = Optional.of(new People.Oidc(settings, sender));
            return this;
        }

        /** A file that remembers whether there are users or keys, in a folder that is there. */
        public Builder marker(Path value) {
            marker = Optional.of(value);
            return this;
        }

        /** Mounts {@code /api/health/replay}, whose drafts are read so. */
        public Builder drafts(Drafts value) {
            drafts = Optional.of(value);
            return this;
        }

        /** What the host was configured with, without secrets: whoever gives it has masked them. */
        public Builder configuration(String value) {
            configuration = Optional.of(value);
            return this;
        }

        /** How much may be asked for. */
        public Builder limits(Limits value) {
            limits = value;
            return this;
        }

        /** The two times; for tests. */
        public Builder clock(MonitorClock value) {
            clock = value;
            return this;
        }

        /** The configuration. */
        public HealthMonitorConfig build() {
            return new HealthMonitorConfig(
                    serviceName,
                    apiKeys,
                    open,
                    trustedProxies,
                    components,
                    metrics,
                    page,
                    statusPage,
                    access,
                    secrets,
                    oidc,
                    marker,
                    drafts,
                    configuration,
                    limits,
                    clock);
        }
    }
}
