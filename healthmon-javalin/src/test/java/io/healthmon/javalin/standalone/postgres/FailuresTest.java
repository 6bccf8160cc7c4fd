package io.healthmon.javalin.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailuresTest {

    @Test
    void cause_isTheFirstTellingLine() {
        assertThat(Failures.cause(List.of(
                        "waiting for server to start\n2026-11-24 01:02:03 UTC [7] FATAL:  could not write lock file: No space left on device\nLOG: bye",
                        "FATAL:  older")))
                .isEqualTo("could not write lock file: No space left on device");
        assertThat(Failures.cause(List.of("initdb: error: could not create directory", "")))
                .isEqualTo("could not create directory");
    }

    @Test
    void cause_whereNobodyTells_isTheFirstLine() {
        assertThat(Failures.cause(List.of("", "\nstopped\n"))).isEqualTo("stopped");
        assertThat(Failures.cause(List.of(""))).isEqualTo("it did not say why");
        assertThat(Failures.cause(List.of("x".repeat(10_000)))).hasSize(300);
    }

    @Test
    void io_givesTheSystemsReason_withoutClassNames() {
        assertThat(Failures.io("x cannot be written", new AccessDeniedException("x")))
                .hasMessage("x cannot be written: permission denied");
        assertThat(Failures.io("x cannot be written", new FileSystemException("x", null, "No space left on device")))
                .hasMessage("x cannot be written: No space left on device");
        assertThat(Failures.io("x cannot be written", new IOException()))
                .hasMessage("x cannot be written: the operating system refused it");
    }
}
