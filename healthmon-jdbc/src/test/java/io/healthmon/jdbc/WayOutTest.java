package io.healthmon.jdbc;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.healthmon.outbound.OnlyWayOut;
import org.junit.jupiter.api.Test;

/** A check of a PostgreSQL hands the driver a socket from the door; the store's own connections are its pool's. */
class WayOutTest {

    @Test
    void connections_areOpenedByTheDoorAlone() {
        OnlyWayOut.but("io.healthmon.jdbc.check.PostgresAttempt")
                .check(new ClassFileImporter()
                        .importUrl(PostgresStore.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()));
    }
}
