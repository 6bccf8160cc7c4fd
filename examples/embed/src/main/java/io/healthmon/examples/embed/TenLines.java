package io.healthmon.examples.embed;

import io.healthmon.HealthMonitor;
import io.healthmon.HealthTarget;

/** The README's example, to the letter; a test holds the two together. */
final class TenLines {

    private TenLines() {}

    static void watch(String url) throws InterruptedException {
        // tag::readme
        try (HealthMonitor monitor = HealthMonitor.builder()
                .target(HealthTarget.http("stream-bot", url).critical(true).build())
                .target(HealthTarget.tcp("postgres", "127.0.0.1", 5432).build())
                .onTransition(t -> System.out.println(t.kind() + " " + t.alert().message()))
                .start()) {
            System.out.println(monitor.check("stream-bot").join().evaluation().status());
            Thread.currentThread().join();
        }
        // end::readme
    }
}
