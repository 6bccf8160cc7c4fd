package io.healthmon.javalin.standalone.postgres;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the sentence in what went wrong. */
final class Failures {

    private static final int MAX_READ = 64 * 1024;
    private static final int MAX_SHOWN = 300;
    private static final Pattern TELLING = Pattern.compile("(?:FATAL|PANIC|ERROR|error):\\s+(.*)");

    private Failures() {}

    static EmbeddedPostgresException io(String what, IOException e) {
        return new EmbeddedPostgresException(what + ": " + reason(e), e);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        String reason = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return reason == null ? "the operating system refused it" : shown(reason);
    }

    /** The first line that tells a cause in any of the texts, which stand in the order of how much they know. */
    static String cause(List<String> texts) {
        for (String text : texts) {
            Optional<String> telling = text.lines()
                    .map(TELLING::matcher)
                    .filter(Matcher::find)
                    .map(matcher -> matcher.group(1))
                    .findFirst();
            if (telling.isPresent()) {
                return shown(telling.get());
            }
        }
        return texts.stream()
                .flatMap(String::lines)
                .filter(line -> !line.isBlank())
                .findFirst()
                .map(Failures::shown)
                .orElse("it did not say why");
    }

    /** The end of a file that may be large or absent. */
    static String tail(Path file) {
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            long from = Math.max(0, channel.size() - MAX_READ);
            channel.position(from);
            byte[] bytes = new byte[(int) (channel.size() - from)];
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining() && channel.read(buffer) >= 0) {}
            return new String(bytes, 0, buffer.position(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MAX_SHOWN ? line : line.substring(0, MAX_SHOWN);
    }
}
