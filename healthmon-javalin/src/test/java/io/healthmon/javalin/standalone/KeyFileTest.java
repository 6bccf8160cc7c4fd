package io.healthmon.javalin.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.healthmon.access.SealedException;
import io.healthmon.access.SealingKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {

    @TempDir
    Path dir;

    private Path file() {
        return dir.resolve("data/secret.key");
    }

    private KeyFile keyFile() {
        return new KeyFile(dir.resolve("data"));
    }

    @Test
    void file_isMadeAtFirstNeed_forItsOwnerOnly_andReadFromThenOn() throws Exception {
        assertThat(keyFile().read()).isEmpty();
        assertThat(dir.resolve("data")).doesNotExist();

        SealingKey made = keyFile().readOrMake();

        assertThat(Files.getPosixFilePermissions(file())).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.readString(file()))
                .isEqualTo(made.id() + " " + made.key().reveal() + "\n");
        assertThat(keyFile().read()).contains(made);
        assertThat(keyFile().readOrMake()).isEqualTo(made);
        try (Stream<Path> files = Files.list(dir.resolve("data"))) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void filesOfTwoMonitors_differ() {
        assertThat(keyFile().readOrMake()).isNotEqualTo(new KeyFile(dir.resolve("other")).readOrMake());
    }

    @Test
    void severalAtOnce_makeOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        CyclicBarrier start = new CyclicBarrier(4);
        try {
            List<CompletableFuture<SealingKey>> made = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> {
                                await(start);
                                return keyFile().readOrMake();
                            },
                            threads))
                    .limit(4)
                    .toList();
            assertThat(made.stream().map(CompletableFuture::join).distinct()).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "one-word", "id not-a-key", "i/d AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE="})
    void fileThatHoldsNoKey_isNotWrittenOver_andNotQuoted(String content) throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), content);
        assertThatExceptionOfType(SealedException.class)
                .isThrownBy(() -> keyFile().readOrMake())
                .withMessageContaining("is no key file")
                .satisfies(e -> assertThat(content.isEmpty() || !e.getMessage().contains(content))
                        .isTrue());
        assertThat(Files.readString(file())).isEqualTo(content);
    }

    @Test
    void folderThatCantBeWritten_isSaid() throws Exception {
        Files.writeString(dir.resolve("data"), "a file");
        assertThatExceptionOfType(SealedException.class)
                .isThrownBy(() -> keyFile().readOrMake())
                .withMessageContaining("secret.key");
    }
}
