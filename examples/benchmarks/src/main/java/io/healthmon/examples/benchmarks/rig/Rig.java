package io.healthmon.examples.benchmarks.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Services, a monitor and its database, and the network between these two: all that a fault needs. Nothing is started but the
 * services and the database.
 */
public final class Rig implements AutoCloseable {

    private final Services services;
    private final Postgres database;
    private final TcpProxy network;
    private final MonitorProcess monitor;

    /**
     * How to set one up.
     *
     * @param home the project's folder, where the monitor's jar is
     * @param folder where everything is kept
     * @param template what the database is copied from
     * @param services how many services
     * @param interval between two checks of one
     * @param smallDisk whether the database's disk is one that can be filled
     * @param alerting who is told of alerts
     */
    public record Setup(
            Path home,
            Path folder,
            ClusterTemplate template,
            int services,
            Duration interval,
            boolean smallDisk,
            Alerting alerting) {

        /** One in which nobody is told. */
        public Setup(
                Path home, Path folder, ClusterTemplate template, int services, Duration interval, boolean smallDisk) {
            this(home, folder, template, services, interval, smallDisk, Alerting.NONE);
        }
    }

    private Rig(Services services, Postgres database, TcpProxy network, MonitorProcess monitor) {
        this.services = services;
        this.database = database;
        this.network = network;
        this.monitor = monitor;
    }

    /** Sets one up. */
    public static Rig of(Setup setup) throws IOException {
        Services services = new Services(setup.services());
        try {
            Postgres database = setup.smallDisk()
                    ? Postgres.onSmallDisk(setup.template(), setup.folder())
                    : Postgres.copyOf(setup.template(), setup.folder());
            try {
                database.start();
                TcpProxy network = new TcpProxy(database.port());
                MonitorProcess monitor = new MonitorProcess(
                        new MonitorProcess.Setup(
                                setup.home(),
                                setup.folder(),
                                network.port(),
                                setup.template(),
                                setup.interval(),
                                setup.alerting()),
                        services);
                return new Rig(services, database, network, monitor);
            } catch (IOException | RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            services.close();
            throw e;
        }
    }

    /** Who is watched. */
    public Services services() {
        return services;
    }

    /** Where results are kept. */
    public Postgres database() {
        return database;
    }

    /** Between the monitor and the database. */
    public TcpProxy network() {
        return network;
    }

    /** Who watches. */
    public MonitorProcess monitor() {
        return monitor;
    }

    @Override
    public void close() throws IOException {
        try (services;
                database;
                network;
                monitor) {
            // In the opposite order, each whatever the others say.
        }
    }
}
