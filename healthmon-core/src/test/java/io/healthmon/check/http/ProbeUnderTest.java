package io.healthmon.check.http;

import io.healthmon.check.CheckerContext;

/** The probe that a contract is held against. */
interface ProbeUnderTest {

    /** A new one for each test, closed by it. */
    HttpProbe probe(CheckerContext context);

    /** Whether it tells connecting, shaking hands, waiting and reading apart. */
    boolean tellsPhases();
}
