package io.healthmon.examples.embed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class EmbedTest {

    @Test
    void main_run_alertsAndResolvesAndEnds() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream before = System.out;
        try {
            System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
            Assertions.assertTimeoutPreemptively(Duration.ofSeconds(30), () -> Embed.main(new String[0]));
        } finally {
            System.setOut(before);
        }
        assertThat(bytes.toString(StandardCharsets.UTF_8))
                .contains("shop is healthy")
                .contains("TRIGGERED: Service shop is unhealthy")
                .contains("RESOLVED: Service shop is unhealthy")
                .contains("disk is healthy");
    }
}
