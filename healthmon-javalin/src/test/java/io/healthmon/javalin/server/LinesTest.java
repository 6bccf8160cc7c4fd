package io.healthmon.javalin.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.javalin.auth.TrustedProxies;
import io.healthmon.time.ManualTime;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinesTest {

    private final ManualTime time = new ManualTime();
    private final Lines lines = new Lines(TrustedProxies.of(List.of("10.0.0.1")), time);

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private List<Line> fill(int count, String address) {
        List<Line> admitted = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            lines.admit(address(address)).ifPresent(admitted::add);
        }
        return admitted;
    }

    @Test
    void oneAddress_hasAShareAndNoMore() {
        List<Line> its = fill(Lines.PER_NETWORK + 1, "192.0.2.1");

        assertThat(its).hasSize(Lines.PER_NETWORK);
        assertThat(fill(1, "192.0.2.2")).hasSize(1);
        lines.closed(its.get(0));
        lines.closed(its.get(0));
        assertThat(fill(2, "192.0.2.1")).hasSize(1);
    }

    @Test
    void oneHousehold_isOneAddress() {
        for (int i = 1; i <= Lines.PER_NETWORK; i++) {
            assertThat(fill(1, "2001:db8::" + Integer.toHexString(i))).hasSize(1);
        }
        assertThat(fill(1, "2001:db8::ffff")).isEmpty();
        assertThat(fill(1, "2001:db8:0:1::1")).hasSize(1);
    }

    @Test
    void thisMachineAndTrustedProxies_mayHaveAll() {
        assertThat(fill(500, "127.0.0.1")).hasSize(500);
        assertThat(fill(500, "10.0.0.1")).hasSize(500);
    }

    @Test
    void oneTooMany_takesThePlaceOfTheOldestThatAsksNothing() {
        List<Line> all = fill(Lines.MAX, "127.0.0.1");
        all.get(0).headersEnd(time.nanos());
        all.get(2).headersEnd(time.nanos());
        all.get(2).answered(time.nanos());

        assertThat(fill(2, "192.0.2.1")).hasSize(2);
        assertThat(lines.size()).isEqualTo(Lines.MAX);
        // The second and the third went; to close them once more frees nothing.
        lines.closed(all.get(1));
        lines.closed(all.get(2));
        assertThat(lines.size()).isEqualTo(Lines.MAX);
        lines.closed(all.get(0));
        assertThat(lines.size()).isEqualTo(Lines.MAX - 1);
    }

    @Test
    void oneTooMany_whereAllAskSomething_isRefused() {
        fill(Lines.MAX, "127.0.0.1").forEach(line -> line.headersEnd(time.nanos()));

        assertThat(fill(1, "127.0.0.1")).isEmpty();
        assertThat(lines.refused()).isEqualTo(1);
    }

    @Test
    void headers_haveTenSecondsFromTheirFirstByte() {
        Line line = new Line("", time.nanos());
        time.advance(Duration.ofSeconds(9));
        line.received(time.nanos());
        assertThat(line.overdue(time.nanos())).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(line.overdue(time.nanos())).isPresent();

        line.headersEnd(time.nanos());
        line.bodyEnds();
        line.answered(time.nanos());
        time.advance(Duration.ofMinutes(1));
        assertThat(line.overdue(time.nanos()))
                .as("silent between requests: the server's own patience")
                .isEmpty();

        line.received(time.nanos());
        time.advance(Duration.ofSeconds(6));
        line.received(time.nanos());
        time.advance(Duration.ofSeconds(4));
        assertThat(line.overdue(time.nanos())).isPresent();
    }

    @Test
    void body_hasThirtySeconds_andItsAnswerAnyTime() {
        Line line = new Line("", time.nanos());
        line.headersEnd(time.nanos());
        time.advance(Duration.ofSeconds(29));
        assertThat(line.overdue(time.nanos())).isEmpty();
        time.advance(Duration.ofSeconds(1));
        assertThat(line.overdue(time.nanos())).isPresent();

        line.bodyEnds();
        time.advance(Duration.ofHours(1));
        assertThat(line.overdue(time.nanos())).isEmpty();
    }

    @Test
    void answer_thatIsTakenTooSlowly_endsTheConnection() {
        Line line = new Line("", time.nanos());
        line.headersEnd(time.nanos());
        line.bodyEnds();
        line.sent(1_000_000, false, time.nanos());
        for (int second = 0; second < 60; second++) {
            time.advance(Duration.ofSeconds(1));
            line.sent(20_000, false, time.nanos());
            assertThat(line.overdue(time.nanos())).isEmpty();
        }
        time.advance(Duration.ofSeconds(24));
        assertThat(line.overdue(time.nanos())).isPresent();

        line.sent(1, true, time.nanos());
        assertThat(line.overdue(time.nanos())).isEmpty();
    }
}
