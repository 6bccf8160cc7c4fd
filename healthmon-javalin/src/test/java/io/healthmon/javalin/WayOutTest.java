package io.healthmon.javalin;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.healthmon.outbound.OnlyWayOut;
import org.junit.jupiter.api.Test;

/**
 * The host opens no connection but through the door. Mail is handed a socket from there; the container's HEALTHCHECK is a program of its
 * own that asks what it is told on its command line; the embedded server's archive is read from the class path, and whether that server
 * lets the monitor in is seen by connecting to it.
 */
class WayOutTest {

    @Test
    void connections_areOpenedByTheDoorAlone() {
        OnlyWayOut.but(
                        "io.healthmon.javalin.email.MailAttempt",
                        "io.healthmon.javalin.standalone.Probe",
                        "io.healthmon.javalin.standalone.postgres.Login",
                        "io.healthmon.javalin.standalone.postgres.Binaries")
                .check(new ClassFileImporter()
                        .importUrl(HealthMonitorHost.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()));
    }
}
