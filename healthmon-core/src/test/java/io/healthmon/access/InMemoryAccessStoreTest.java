package io.healthmon.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class InMemoryAccessStoreTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final InMemoryAccessStore store = new InMemoryAccessStore();

    @Nested
    class Contract extends AccessStoreContract {
        @Override
        protected AccessStore newStore() {
            return new InMemoryAccessStore();
        }
    }

    @Test
    void subjectsThatFail_areBounded_andTheNewestStay() {
        for (int i = 0; i < 100_001; i++) {
            store.failed("from " + i, NOW.plusSeconds(i), NOW.minusSeconds(1));
        }
        assertThat(store.failures("from 0")).isEmpty();
        assertThat(store.failures("from 1")).isPresent();
        assertThat(store.failures("from 100000")).isPresent();
    }

    @Test
    void audit_isBounded_andTheNewestStays() {
        for (int i = 0; i < 10_001; i++) {
            store.audit(new AuditEntry(NOW, "ann", "::1", "a." + i, Optional.empty(), Optional.empty()));
        }
        assertThat(store.audited(Optional.of(2L), 9)).isEmpty();
        assertThat(store.audited(Optional.of(3L), 9))
                .extracting(entry -> entry.entry().action())
                .containsExactly("a.1");
    }
}
