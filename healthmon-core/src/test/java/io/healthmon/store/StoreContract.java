package io.healthmon.store;

import org.junit.jupiter.api.Nested;

/** What every {@link Store} does. Extend it to prove yours. */
public abstract class StoreContract {

    /** A new, empty store that keeps checks for seven days; closed after each test. */
    protected abstract Store newStore();

    @Nested
    class Commit extends CommitContract {
        @Override
        protected Store newStore() {
            return StoreContract.this.newStore();
        }
    }

    @Nested
    class States extends StatesContract {
        @Override
        protected Store newStore() {
            return StoreContract.this.newStore();
        }
    }

    @Nested
    class History extends HistoryContract {
        @Override
        protected Store newStore() {
            return StoreContract.this.newStore();
        }
    }

    @Nested
    class Alerts extends AlertContract {
        @Override
        protected Store newStore() {
            return StoreContract.this.newStore();
        }
    }

    @Nested
    class Outbox extends OutboxContract {
        @Override
        protected Store newStore() {
            return StoreContract.this.newStore();
        }
    }

    @Nested
    class Story extends StoryContract {
        @Override
        protected Store newStore() {
            return StoreContract.this.newStore();
        }
    }

    @Nested
    class Uptime extends UptimeContract {
        @Override
        protected Store newStore() {
            return StoreContract.this.newStore();
        }
    }

    @Nested
    class Latency extends LatencyContract {
        @Override
        protected Store newStore() {
            return StoreContract.this.newStore();
        }
    }

    @Nested
    class Series extends SeriesContract {
        @Override
        protected Store newStore() {
            return StoreContract.this.newStore();
        }
    }

    @Nested
    class Log extends LogContract {
        @Override
        protected Store newStore() {
            return StoreContract.this.newStore();
        }
    }

    @Nested
    class Retention extends RetentionContract {
        @Override
        protected Store newStore() {
            return StoreContract.this.newStore();
        }
    }

    @Nested
    class Context extends ContextContract {
        @Override
        protected Store newStore() {
            return StoreContract.this.newStore();
        }
    }
}
