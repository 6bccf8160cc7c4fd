package io.healthmon.javalin.standalone.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;

/** The server's settings: safe first, small second. They stand in a file of our own, which the server's file includes. */
final class Settings {

    private static final String FILE = "healthmon.conf";

    private Settings() {}

    /** Makes a new cluster read our file. */
    static void include(Path cluster) throws IOException {
        Files.writeString(
                cluster.resolve("postgresql.conf"),
                "\n# healthmon writes this file at every start.\ninclude_if_exists = '" + FILE + "'\n",
                StandardOpenOption.APPEND);
    }

    static void write(Layout layout, Path cluster, int port) throws IOException {
        StringBuilder text = new StringBuilder("# Written by healthmon at every start: changes are lost.\n");
        of(layout, port)
                .forEach((name, value) -> text.append(name)
                        .append(" = '")
                        .append(value.replace("'", "''"))
                        .append("'\n"));
        Path file = file(cluster);
        Files.writeString(file, text, StandardCharsets.UTF_8);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    }

    /** Written anew before every start. */
    static Path file(Path cluster) {
        return cluster.resolve(FILE);
    }

    private static Map<String, String> of(Layout layout, int port) {
        Map<String, String> settings = new LinkedHashMap<>();
        // What was committed is on disk.
        settings.put("fsync", "on");
        settings.put("full_page_writes", "on");
        settings.put("synchronous_commit", "on");
        // Reachable from this machine only, with the password only; no socket that others could open.
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("port", Integer.toString(port));
        settings.put("unix_socket_directories", "");
        settings.put("password_encryption", "scram-sha-256");
        // A small server for one client with a pool.
        settings.put("max_connections", "30");
        settings.put("superuser_reserved_connections", "3");
        settings.put("shared_buffers", "64MB");
        settings.put("max_wal_size", "256MB");
        settings.put("max_wal_senders", "0");
        settings.put("max_locks_per_transaction", "256");
        settings.put("jit", "off");
        settings.put("huge_pages", "off");
        settings.put("timezone", "UTC");
        // One log file for each weekday, overwritten a week later; what clients do wrong is their own log's matter.
        settings.put("logging_collector", "on");
        settings.put("log_directory", layout.log().toString());
        settings.put("log_filename", "postgresql-%a.log");
        settings.put("log_rotation_age", "1d");
        settings.put("log_rotation_size", "0");
        settings.put("log_truncate_on_rotation", "on");
        settings.put("log_min_messages", "log");
        settings.put("log_min_error_statement", "panic");
        settings.put("log_checkpoints", "off");
        settings.put("log_timezone", "UTC");
        return settings;
    }
}
