package io.healthmon.javalin.standalone.postgres;

import java.io.IOException;
import java.nio.file.Path;

/** A monitor process that only runs its server, until its standard input ends; to be killed. */
public final class StartAndWait {

    private StartAndWait() {}

    /** Starts in {@code args[0]} and prints URL and process. */
    public static void main(String[] args) throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(Path.of(args[0]))) {
            System.out.println(postgres.url() + " " + postgres.pid());
            System.in.transferTo(java.io.OutputStream.nullOutputStream());
        }
    }
}
