package io.healthmon.javalin.standalone;

import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where a password comes from: typed, without an echo, or from a file. Never an argument, which every process here can read. */
public final class PasswordOption {

    private static final int MAX_BYTES = 4_096;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "a file whose first line is the password; without it the password is asked for")
    private @Nullable Path file;

    String read() {
        return file == null ? typed() : fromFile(file);
    }

    private static String fromFile(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String text = new String(in.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
            return text.lines().findFirst().orElse("");
        } catch (IOException e) {
            throw new StartException("--password-file: " + file + " can't be read", e);
        }
    }

    private static String typed() {
        @Nullable Console console = System.console();
        char @Nullable [] once = console == null ? null : console.readPassword("Password: ");
        char @Nullable [] twice = console == null ? null : console.readPassword("Once more: ");
        if (once == null || twice == null) {
            throw new StartException(
                    "there is no terminal to ask for the password; give it by --password-file FILE",
                    new IllegalStateException("no console"));
        }
        if (!Arrays.equals(once, twice)) {
            throw new StartException(
                    "the two passwords are not the same; nothing was changed",
                    new IllegalArgumentException("password"));
        }
        return new String(once);
    }
}
