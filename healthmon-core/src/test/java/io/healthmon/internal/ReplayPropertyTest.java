package io.healthmon.internal;

import io.healthmon.alert.Suppression.Cause;
import io.healthmon.replay.ReplayReport;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What a monitor recorded, replayed under the rules that it had, fires what it recorded. */
class ReplayPropertyTest {

    @Property(tries = 60, edgeCases = EdgeCasesMode.MIXIN)
    void log_replayedUnderTheRulesThatItHad_firesWhatWasRecorded(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int services) {
        RecordedHistory history = new RecordedHistory(seed, services);
        history.assertReplayed(history.log());
    }

    /** So that the property above is about something. */
    @Test
    void histories_haveAlertsAndAllThatKeepsThem() {
        Set<Cause> causes = EnumSet.noneOf(Cause.class);
        long fired = 0;
        for (int seed = 0; seed < 20; seed++) {
            RecordedHistory history = new RecordedHistory(seed, 6);
            ReplayReport report = history.assertReplayed(history.log());
            report.suppressions().forEach(suppression -> causes.add(suppression.cause()));
            fired += report.total().fired();
        }
        Assertions.assertThat(causes)
                .contains(
                        Cause.START_PERIOD,
                        Cause.MAINTENANCE,
                        Cause.DEPENDENCY,
                        Cause.COMPONENT,
                        Cause.CUT_OFF,
                        Cause.UNDECIDED);
        Assertions.assertThat(fired).isGreaterThan(100);
    }
}
