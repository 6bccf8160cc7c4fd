package io.healthmon.jdbc;

import io.healthmon.store.Store;
import io.healthmon.store.StoreContract;
import java.time.Duration;
import org.junit.jupiter.api.Nested;

/** The contract, on the newest and the oldest PostgreSQL that is supported. */
class PostgresStoreIT {

    private static Store newStore(PostgresServer server) {
        return server.newPreparedDatabase()
                .store()
                .retention(Duration.ofDays(7))
                .build();
    }

    @Nested
    class Newest extends StoreContract {
        @Override
        protected Store newStore() {
            return PostgresStoreIT.newStore(PostgresServer.NEWEST);
        }
    }

    @Nested
    class Oldest extends StoreContract {
        @Override
        protected Store newStore() {
            return PostgresStoreIT.newStore(PostgresServer.OLDEST);
        }
    }
}
