package io.healthmon.javalin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.access.AccessStore;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.javalin.SteppingClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RefusalsTest {

    private final AccessStore store = new InMemoryAccessStore();
    private final SteppingClock clock = new SteppingClock();
    private final Audit audit = new Audit(Optional.of(store), clock);
    private final Refusals refusals = new Refusals(audit, clock);

    private List<String> written() {
        audit.close();
        return store.audited(Optional.empty(), 1_000).stream()
                .map(AccessStore.Numbered::entry)
                .map(entry ->
                        entry.who() + " " + entry.from() + ": " + entry.detail().orElse(""))
                .toList();
    }

    @Test
    void flood_ofOneAddress_isItsFirstAndANumber() {
        for (int i = 0; i < 1_000; i++) {
            refusals.note("nobody", "192.0.2.1", "The API key is not valid.");
        }
        clock.pass(Duration.ofMinutes(10));
        refusals.note("key ops", "192.0.2.1", "This takes the scope 'admin'.");

        assertThat(written())
                .containsExactly(
                        "key ops 192.0.2.1: This takes the scope 'admin'.",
                        "nobody 192.0.2.1: 999 more since 2026-11-30T08:00:00Z",
                        "nobody 192.0.2.1: The API key is not valid.");
    }

    @Test
    void flood_fromEverywhere_isAHundredAndANumber() {
        for (int i = 0; i < 5_000; i++) {
            refusals.note("nobody", "2001:db8::" + i, "x");
        }
        refusals.settle();

        assertThat(written()).hasSize(101).contains("nobody many addresses: 4900 more since 2026-11-30T08:00:00Z");
    }
}
