package io.healthmon.jdbc;

import org.junit.jupiter.api.Nested;

/** On the newest and the oldest PostgreSQL that is supported. */
class AdoptionIT {

    @Nested
    class Newest extends AdoptionContract {
        @Override
        PostgresServer server() {
            return PostgresServer.NEWEST;
        }
    }

    @Nested
    class Oldest extends AdoptionContract {
        @Override
        PostgresServer server() {
            return PostgresServer.OLDEST;
        }
    }
}
