package io.healthmon.check.http;

import io.healthmon.check.CheckerContext;
import org.junit.jupiter.api.Nested;

/** What every {@link HttpProbe} must do. A probe's test extends it and names the probe. */
abstract class HttpProbeContract implements ProbeUnderTest {

    @Nested
    class WithAnswers extends HttpAnswersContract {
        @Override
        public HttpProbe probe(CheckerContext context) {
            return HttpProbeContract.this.probe(context);
        }

        @Override
        public boolean tellsPhases() {
            return HttpProbeContract.this.tellsPhases();
        }
    }

    @Nested
    class WithFailures extends HttpFailuresContract {
        @Override
        public HttpProbe probe(CheckerContext context) {
            return HttpProbeContract.this.probe(context);
        }

        @Override
        public boolean tellsPhases() {
            return HttpProbeContract.this.tellsPhases();
        }
    }

    @Nested
    class WithinChecks extends HttpCheckContract {
        @Override
        public HttpProbe probe(CheckerContext context) {
            return HttpProbeContract.this.probe(context);
        }

        @Override
        public boolean tellsPhases() {
            return HttpProbeContract.this.tellsPhases();
        }
    }

    @Nested
    class OverTls extends HttpsContract {
        @Override
        public HttpProbe probe(CheckerContext context) {
            return HttpProbeContract.this.probe(context);
        }

        @Override
        public boolean tellsPhases() {
            return HttpProbeContract.this.tellsPhases();
        }
    }
}
