package io.healthmon.examples.benchmarks.load;

import io.healthmon.examples.benchmarks.machine.PostgresServer;
import io.healthmon.examples.benchmarks.machine.ProcessTree;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** A monitor at work, and the database beside it. Closing it ends both. */
interface Monitored extends AutoCloseable {

    /** The monitor's processes. */
    ProcessTree monitor();

    /** The database's processes; empty if results go to memory. */
    Optional<ProcessTree> database();

    /** What it counts; empty if it can't be asked. */
    Optional<MonitorFigures> figures();

    /** Bytes of heap in use after garbage collection; empty if it can't be asked. */
    OptionalLong usedHeap();

    /** Starts no more checks and returns when those under way are recorded, as far as it can do that. */
    void drain() throws IOException;

    /** The database, to look at, once it is drained. */
    Optional<PostgresServer> server();

    @Override
    void close() throws IOException;
}
