package io.healthmon.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratedTablesIT {

    private static final Path COMMITTED = Path.of("src", "generated", "java");

    @Test
    void committedClasses_areWhatTheMigrationsGive(@TempDir Path fresh) throws Exception {
        GenerateTables.into(fresh);
        Map<String, String> expected = files(fresh);
        assertThat(expected).isNotEmpty();
        assertThat(files(COMMITTED)).isEqualTo(expected);
        assertThat(expected.keySet()).noneMatch(name -> name.matches(".*ChecksP\\d.*"));
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                // From Java 21 on the generator suppresses one warning more, which Java 17 does not know.
                String text = Files.readString(file).replace(", \"this-escape\"", "");
                texts.put(folder.relativize(file).toString(), text);
            }
        }
        return texts;
    }
}
