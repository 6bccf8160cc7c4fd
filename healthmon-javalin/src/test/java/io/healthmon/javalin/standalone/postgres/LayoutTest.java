package io.healthmon.javalin.standalone.postgres;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is refused before any process is started. */
class LayoutTest {

    @TempDir
    Path folder;

    @Test
    void dataDir_thatIsAFile_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(file))
                .withMessage("data-dir " + file + " is a file, not a folder; name another one");
    }

    @Test
    void dataDir_insideAFile_isRefused() throws IOException {
        Path inside = Files.writeString(folder.resolve("file"), "").resolve("data");

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(inside))
                .withMessageStartingWith("data-dir " + inside + " cannot be written: ");
    }

    @Test
    void homeThatIsAFile_isRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("postgres"), "");

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder))
                .withMessage(file + " is a file, not a folder; move it away");
    }

    @Test
    void dataDir_whereNothingCanBeWritten_isRefused() {
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(Path.of("/proc/healthmon")))
                .withMessageStartingWith("data-dir /proc/healthmon cannot be written: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a$b", "a`b", "a\\b", "a'b", "a\nb"})
    void dataDir_thatAShellWouldRead_isRefused(String name) {
        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> EmbeddedPostgres.start(folder.resolve(name)))
                .withMessageContaining("which PostgreSQL cannot take");
    }

    @ParameterizedTest
    @CsvSource({"Mac OS X, aarch64", "Windows 11, amd64", "Linux, s390x"})
    void platform_withoutBinaries_namesTheWayOut(String os, String arch) {
        Layout layout = Layout.make(folder);

        assertThatExceptionOfType(EmbeddedPostgresException.class)
                .isThrownBy(() -> Binaries.install(layout, new Commands(folder, folder.resolve("log")), os, arch))
                .withMessage("there is no embedded PostgreSQL for " + os + " on " + arch
                        + "; set database.url to a server of your own");
    }
}
