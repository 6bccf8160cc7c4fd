package io.healthmon.access;

import org.junit.jupiter.api.Nested;

/** What every {@link AccessStore} does. Extend it to prove yours. */
public abstract class AccessStoreContract {

    /** A new, empty store. */
    protected abstract AccessStore newStore();

    @Nested
    class Users extends UserContract {
        @Override
        protected AccessStore newStore() {
            return AccessStoreContract.this.newStore();
        }
    }

    @Nested
    class Sessions extends SessionContract {
        @Override
        protected AccessStore newStore() {
            return AccessStoreContract.this.newStore();
        }
    }

    @Nested
    class Keys extends KeyContract {
        @Override
        protected AccessStore newStore() {
            return AccessStoreContract.this.newStore();
        }
    }

    @Nested
    class FailedLogins extends FailuresContract {
        @Override
        protected AccessStore newStore() {
            return AccessStoreContract.this.newStore();
        }
    }

    @Nested
    class Audit extends AuditContract {
        @Override
        protected AccessStore newStore() {
            return AccessStoreContract.this.newStore();
        }
    }

    @Nested
    class Versions extends VersionContract {
        @Override
        protected AccessStore newStore() {
            return AccessStoreContract.this.newStore();
        }
    }

    @Nested
    class SeveralAtOnce extends AtOnceContract {
        @Override
        protected AccessStore newStore() {
            return AccessStoreContract.this.newStore();
        }
    }
}
