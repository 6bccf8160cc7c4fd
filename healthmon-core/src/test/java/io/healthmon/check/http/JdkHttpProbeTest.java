package io.healthmon.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.time.MonitorClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JdkHttpProbeTest extends HttpProbeContract {

    @Override
    HttpProbe probe(MonitorClock clock) {
        return new JdkHttpProbe(clock);
    }

    @Test
    void clients_manyTimeouts_areFewAndNeverMoreThanTheBound() throws UnusableCaException {
        try (JdkClients clients = new JdkClients()) {
            for (int millis = 8_192; millis < 9_216; millis++) {
                clients.client(Duration.ofMillis(millis), Tls.DEFAULT);
            }
            assertThat(clients.size()).isEqualTo(1);

            for (int octave = 0; octave < 2 * JdkClients.MAX_CLIENTS; octave++) {
                clients.client(Duration.ofMillis(octave * 997L + 1), new Tls(java.util.Optional.empty(), true));
            }
            assertThat(clients.size()).isLessThanOrEqualTo(JdkClients.MAX_CLIENTS);
        }
    }

    @Test
    void connectTimeout_coarse_isAtMostAnEighthShorter() {
        for (int millis = 1; millis < 100_000; millis += 7) {
            long coarse = JdkClients.coarse(Duration.ofMillis(millis)).toMillis();
            assertThat(coarse).isBetween(millis - millis / 8L - 1, (long) millis);
        }
    }
}
