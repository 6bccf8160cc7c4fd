package io.healthmon.javalin.standalone.config;

import io.healthmon.HealthTarget;
import io.healthmon.access.SealingKey;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.javalin.StatusPage;
import io.healthmon.javalin.auth.login.OidcSettings;
import io.healthmon.notify.Route;
import io.healthmon.outbound.OutboundPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything the standalone host is told: a configuration file with defaults applied, command line options laid over it, and
 * all of it validated. Immutable.
 *
 * @param server where the API is served
 * @param database where results are kept
 * @param dataDir the folder of the embedded server and the spool; default {@code ./healthmon-data}
 * @param spoolMax how many bytes results may take in {@code data-dir} while the database is away; default 1 GB, 0 for none
 * @param retention how long raw check rows are kept; default 30 d
 * @param rollupRetention how long counts and response times of hours and days, and resolved alerts, are kept; default 400 d, at least
 *     {@code retention}
 * @param apiKeys who may call the API; default nobody, which only a loopback {@code server.host} allows
 * @param secretKeys what secrets in the database are sealed with: the first seals, all open; default one that the host makes
 * @param host how the host reports about itself
 * @param targets what is watched, in the file's order
 * @param publicUrl where people reach the monitor, for links in messages; default none
 * @param channels the ways to people; default none
 * @param routes which alerts go over which channels; default all over all
 * @param maintenance when services are worked on; default never
 * @param canaries services by which the monitor knows whether it is cut off from its own network; default none
 * @param cutOffThreshold how many checks in a row each of them must have failed for that; default 2
 * @param outbound which addresses are dialled; default all but those that never are
 * @param statusPage what everybody may see at {@code /status}; default nothing
 * @param oidc over which login provider people may log in too; default none
 */
public record Config(
        ServerConfig server,
        DatabaseConfig database,
        Path dataDir,
        long spoolMax,
        Duration retention,
        Duration rollupRetention,
        List<ApiKeyConfig> apiKeys,
        List<SealingKey> secretKeys,
        HostConfig host,
        List<HealthTarget> targets,
        Optional<String> publicUrl,
        List<ChannelConfig> channels,
        List<Route> routes,
        List<MaintenanceWindow> maintenance,
        List<String> canaries,
        int cutOffThreshold,
        OutboundPolicy outbound,
        Optional<StatusPage> statusPage,
        Optional<OidcSettings> oidc) {

    /** The folder that {@code data-dir} names by default. */
    public static final String DEFAULT_DATA_DIR = "./healthmon-data";

    /** The default {@code retention}. */
    public static final Duration DEFAULT_RETENTION = Duration.ofDays(30);

    /** The default {@code rollup-retention}. */
    public static final Duration DEFAULT_ROLLUP_RETENTION = Duration.ofDays(400);

    public Config {
        apiKeys = List.copyOf(apiKeys);
        secretKeys = List.copyOf(secretKeys);
        targets = List.copyOf(targets);
        channels = List.copyOf(channels);
        routes = List.copyOf(routes);
        maintenance = List.copyOf(maintenance);
        canaries = List.copyOf(canaries);
    }
}
