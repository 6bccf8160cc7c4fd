package io.healthmon.examples.benchmarks.faults;

import java.time.Duration;

/** What happens to the database, and to the monitor meanwhile. */
public enum Fault {
    STOPPED(Outage.STOPPED),
    KILLED(Outage.KILLED),
    PARTITIONED(Outage.PARTITIONED),
    RESET(Outage.RESET),
    READ_ONLY(Outage.READ_ONLY),
    LOCKED(Outage.LOCKED),
    DISK_FULL(Outage.DISK_FULL),
    SLOW(Outage.SLOW),
    /** The monitor is started while the server is stopped. */
    START_WHILE_STOPPED(Outage.STOPPED) {
        @Override
        void play(FaultRun run, Duration each) throws Exception {
            run.during(Outage.STOPPED, each, run::start);
            run.awaitRecorded();
        }
    },
    /** The monitor is started while nothing reaches the server. */
    START_WHILE_PARTITIONED(Outage.PARTITIONED) {
        @Override
        void play(FaultRun run, Duration each) throws Exception {
            run.during(Outage.PARTITIONED, each, run::start);
            run.awaitRecorded();
        }
    },
    /** The monitor is told to end while the server is away, and started again, still without it. */
    CLOSED_WHILE_AWAY(Outage.STOPPED) {
        @Override
        void play(FaultRun run, Duration each) throws Exception {
            run.start();
            run.awaitRecorded();
            run.during(Outage.STOPPED, each, run::restart);
            run.awaitRecorded();
        }
    },
    /** Away, back, and away again before all that had waited can have been recorded. */
    TWICE(Outage.STOPPED) {
        @Override
        void play(FaultRun run, Duration each) throws Exception {
            run.start();
            run.awaitRecorded();
            run.during(Outage.STOPPED, each.dividedBy(2), () -> {});
            run.during(Outage.KILLED, each.dividedBy(2), () -> {});
            run.awaitRecorded();
        }
    },
    /** Nothing reaches the server any more as soon as it takes the first of what had waited. */
    AWAY_WHILE_REPLAYING(Outage.STOPPED) {
        @Override
        void play(FaultRun run, Duration each) throws Exception {
            run.start();
            run.awaitRecorded();
            run.during(Outage.STOPPED, each, () -> {});
            run.awaitFirstReplayed();
            run.during(Outage.PARTITIONED, each, () -> {});
            run.awaitRecorded();
        }
    };

    private final Outage outage;

    Fault(Outage outage) {
        this.outage = outage;
    }

    /** Whether the database needs a disk that can be filled. */
    boolean smallDisk() {
        return outage == Outage.DISK_FULL;
    }

    /** Lets it happen; when this returns all is well again, and recorded. */
    void play(FaultRun run, Duration each) throws Exception {
        run.start();
        run.awaitRecorded();
        run.during(outage, each, () -> {});
        run.awaitRecorded();
    }
}
