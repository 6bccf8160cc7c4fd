package io.healthmon.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.healthmon.store.SeriesReader.SeriesQuery;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SeriesQueryTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    private static SeriesQuery query(Duration span, Duration width) {
        return new SeriesQuery("bot", NOON.minus(span), NOON, width);
    }

    @Test
    void bucketsLieOnAGridOfTheDay() {
        SeriesQuery query = new SeriesQuery("bot", NOON.minusSeconds(3_601), NOON.plusNanos(1), HOUR);
        assertThat(query.first()).isEqualTo(NOON.minusSeconds(7_200));
        assertThat(query.size()).isEqualTo(3);
        assertThat(query.index(NOON.minusNanos(1))).isEqualTo(1);
        assertThat(query.index(NOON.minusSeconds(7_201))).isEqualTo(-1);
        assertThat(query.startOf(NOON.plusSeconds(5))).isEqualTo(NOON);
    }

    @Test
    void endOnTheGrid_beginsNoBucket() {
        assertThat(query(HOUR, HOUR).size()).isEqualTo(1);
    }

    @Test
    void otherWidths_areRefused() {
        for (Duration width : new Duration[] {
            Duration.ZERO, Duration.ofSeconds(30), Duration.ofMinutes(7), Duration.ofHours(5), DAY.plus(HOUR)
        }) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> query(HOUR, width))
                    .withMessageContaining("width must be one of");
        }
    }

    @Test
    void whatIsTooMuch_isRefused() {
        assertThat(query(MINUTE.multipliedBy(999), MINUTE).size()).isLessThanOrEqualTo(SeriesQuery.MOST_BUCKETS);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> query(MINUTE.multipliedBy(1_000), MINUTE))
                .withMessageContaining("at most 1000 buckets");
        assertThatIllegalArgumentException().isThrownBy(() -> query(DAY.multipliedBy(3), Duration.ofMinutes(30)));
        assertThatIllegalArgumentException().isThrownBy(() -> query(DAY.multipliedBy(1_000), DAY));
        assertThatIllegalArgumentException().isThrownBy(() -> query(Duration.ZERO, DAY));
    }

    @Test
    void widthFor_isTheNarrowestThatSuffices() {
        assertThat(SeriesQuery.widthFor(HOUR, MINUTE, 300)).isEqualTo(MINUTE);
        assertThat(SeriesQuery.widthFor(DAY, MINUTE, 300)).isEqualTo(Duration.ofMinutes(5));
        assertThat(SeriesQuery.widthFor(DAY.multipliedBy(7), MINUTE, 300)).isEqualTo(HOUR);
        assertThat(SeriesQuery.widthFor(DAY.multipliedBy(90), MINUTE, 100)).isEqualTo(DAY);
    }

    @Test
    void widthFor_isNoNarrowerThanAsked_norThanTwoDaysOfChecksAllow() {
        assertThat(SeriesQuery.widthFor(HOUR, DAY, 300)).isEqualTo(DAY);
        assertThat(SeriesQuery.widthFor(DAY.multipliedBy(3), MINUTE, 5_000)).isEqualTo(HOUR);
        assertThat(SeriesQuery.widthFor(DAY, MINUTE, 1)).isEqualTo(DAY);
    }
}
