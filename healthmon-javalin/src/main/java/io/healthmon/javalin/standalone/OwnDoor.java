package io.healthmon.javalin.standalone;

import io.healthmon.javalin.standalone.config.Config;
import io.healthmon.javalin.standalone.config.DatabaseConfig;
import io.healthmon.javalin.standalone.config.ServerConfig;
import io.healthmon.jdbc.PostgresUrl;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.time.MonitorClock;
import java.net.InetSocketAddress;

/** The way out of a command that looks at what a monitor looks at, and may stand beside one that runs. */
final class OwnDoor {

    private OwnDoor() {}

    /** Opens it. It knows where the API is, or would be, served, and a database that is not the host's own to run. */
    static OutboundDoor open(Config config) {
        OutboundDoor door = OutboundDoor.open(MonitorClock.system(), config.outbound());
        ServerConfig server = config.server();
        if (server.port() != 0) {
            door.listensAt(new InetSocketAddress(server.host(), server.port()));
        }
        if (config.database() instanceof DatabaseConfig.Postgres postgres) {
            PostgresUrl.servers(postgres.url()).forEach(its -> door.keepsIn(its.getHostString(), its.getPort()));
        }
        return door;
    }
}
