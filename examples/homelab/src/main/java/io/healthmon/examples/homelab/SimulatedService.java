package io.healthmon.examples.homelab;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;

/** What one of the homelab's services says, apart from the port it says it on. Thread-safe. */
interface SimulatedService extends AutoCloseable {

    /** Its name in the homelab. */
    String name();

    /** What a monitor is pointed at if the service listens on {@code port}. */
    URI address(int port);

    /** Its mode, shared with its port. */
    Gate gate();

    /** Answers one client until it leaves. Called on a thread per connection; each answer waits at the gate first. */
    void converse(InputStream in, OutputStream out) throws IOException, InterruptedException;

    @Override
    default void close() {}
}
