package io.healthmon.check.http;

import io.healthmon.time.MonitorClock;
import org.junit.jupiter.api.Nested;

/** What every {@link HttpProbe} must do. A probe's test extends it and names the probe. */
abstract class HttpProbeContract {

    /** The probe under test; a new one for each test, closed by it. */
    abstract HttpProbe probe(MonitorClock clock);

    @Nested
    class WithAnswers extends HttpAnswersContract {
        @Override
        HttpProbe probe(MonitorClock clock) {
            return HttpProbeContract.this.probe(clock);
        }
    }

    @Nested
    class WithFailures extends HttpFailuresContract {
        @Override
        HttpProbe probe(MonitorClock clock) {
            return HttpProbeContract.this.probe(clock);
        }
    }
}
