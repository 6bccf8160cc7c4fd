package io.healthmon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.healthmon.access.AccessStore.Numbered;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How every {@link AccessStore} keeps the audit. */
abstract class AuditContract extends AccessContractTest {

    private static AuditEntry entry(int seconds, String action) {
        return new AuditEntry(at(seconds), "ann", "192.0.2.7", action, Optional.of("minio"), Optional.empty());
    }

    private List<AuditEntry> entries(Optional<Long> before, int limit) {
        return store.audited(before, limit).stream().map(Numbered::entry).toList();
    }

    @Test
    void entries_areReadNewestFirst_asTheyAre() {
        AuditEntry first = entry(0, "service.tested");
        AuditEntry second = new AuditEntry(
                at(1), "nobody", "::1", "login.failed", Optional.empty(), Optional.of("as 'ann'; drop table \u2603"));
        store.audit(first);
        store.audit(second);
        assertThat(entries(Optional.empty(), 1_000)).containsExactly(second, first);
        assertThat(entries(Optional.empty(), 1)).containsExactly(second);
    }

    @Test
    void entries_areReadPageByPage() {
        IntStream.range(0, 5).forEach(i -> store.audit(entry(i, "a." + i)));
        List<Numbered> page = store.audited(Optional.empty(), 2);
        assertThat(page).extracting(Numbered::number).isSortedAccordingTo((a, b) -> Long.compare(b, a));

        assertThat(entries(Optional.of(page.get(1).number()), 2)).containsExactly(entry(2, "a.2"), entry(1, "a.1"));
        assertThat(entries(Optional.of(0L), 2)).isEmpty();
        assertThat(entries(Optional.of(Long.MAX_VALUE), 1)).containsExactly(entry(4, "a.4"));
    }

    @Test
    void limit_isWithinBounds() {
        assertThatIllegalArgumentException().isThrownBy(() -> store.audited(Optional.empty(), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> store.audited(Optional.empty(), 1_001));
    }

    @Test
    void entry_ofWhateverAStrangerSent_isKept() {
        AuditEntry odd = new AuditEntry(
                T0,
                "x\0\uDC00".repeat(1_000),
                "::1",
                "login.failed",
                Optional.of("\0"),
                Optional.of("\r\n<script>" + "y".repeat(9_999)));
        store.audit(odd);
        assertThat(entries(Optional.empty(), 1)).containsExactly(odd);
        assertThat(odd.who()).hasSize(200);
        assertThat(odd.subject()).isEmpty();
        assertThat(odd.detail().orElseThrow()).hasSize(500).startsWith("<script>");
    }

    @Test
    void oldEntries_areForgotten_andNoOthers() {
        store.audit(entry(0, "a.old"));
        store.audit(entry(9, "a.new"));
        assertThat(store.forgetAudit(at(9))).isEqualTo(1);
        assertThat(store.forgetAudit(at(9))).isZero();
        assertThat(entries(Optional.empty(), 9)).containsExactly(entry(9, "a.new"));
    }

    @Test
    void numbers_areNotUsedAgain() {
        store.audit(entry(0, "a.old"));
        long number = store.audited(Optional.empty(), 1).get(0).number();
        store.forgetAudit(at(1));
        store.audit(entry(2, "a.new"));
        assertThat(store.audited(Optional.empty(), 1).get(0).number()).isGreaterThan(number);
    }
}
