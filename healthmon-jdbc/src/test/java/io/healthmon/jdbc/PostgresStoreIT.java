package io.healthmon.jdbc;

import io.healthmon.store.Store;
import io.healthmon.store.StoreContract;
import io.healthmon.store.UptimeContract;
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
    class NewestContract extends StoreContract {
        @Override
        protected Store newStore() {
            return PostgresStoreIT.newStore(PostgresServer.NEWEST);
        }
    }

    @Nested
    class NewestUptime extends UptimeContract {
        @Override
        protected Store newStore() {
            return PostgresStoreIT.newStore(PostgresServer.NEWEST);
        }
    }

    @Nested
    class OldestContract extends StoreContract {
        @Override
        protected Store newStore() {
            return PostgresStoreIT.newStore(PostgresServer.OLDEST);
        }
    }

    @Nested
    class OldestUptime extends UptimeContract {
        @Override
        protected Store newStore() {
            return PostgresStoreIT.newStore(PostgresServer.OLDEST);
        }
    }
}
