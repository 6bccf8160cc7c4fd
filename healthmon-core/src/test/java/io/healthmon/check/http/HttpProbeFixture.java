package io.healthmon.check.http;

import io.healthmon.check.CheckHarness;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A checker over the probe under test, and one hostile server. */
abstract class HttpProbeFixture implements ProbeUnderTest {

    static final Duration SHORT = Duration.ofMillis(1_200);
    static final int MEGABYTE = 1_024 * 1_024;

    CheckHarness harness;
    HostileServer server;

    @BeforeEach
    void openHarness() {
        harness = HttpHarness.over(this::probe);
    }

    @AfterEach
    void closeAll() throws IOException {
        if (server != null) {
            server.close();
        }
        harness.close();
    }

    HttpSpec serve(HostileServer.Conversation conversation) {
        server = new HostileServer(conversation);
        return HttpSpec.get(server.url());
    }

    HttpSpec serve(String answer) {
        return serve(HostileServer.sending(answer));
    }

    /** Reads a request, sends, and closes the connection. */
    HttpSpec serveAndClose(String answer) {
        return serve(connection -> {
            connection.readRequest();
            connection.send(answer);
            connection.close();
        });
    }
}
