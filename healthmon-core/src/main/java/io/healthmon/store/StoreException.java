package io.healthmon.store;

/**
 * A store could not do what was asked. The message is for the log: it never holds a credential, but may hold SQL, so it is
 * not for the wire.
 */
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The store is away for now: unreachable, starting, stopping, out of connections, too slow. Trying again may help. */
    public static final class Unavailable extends StoreException {
        private static final long serialVersionUID = 1L;

        public Unavailable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The store will never take this data, whatever the hour: a bug of ours. What is beside it in a batch may be taken. */
    public static final class Refused extends StoreException {
        private static final long serialVersionUID = 1L;

        public Refused(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** Another monitor took the pen: this writer may never write again. */
    public static final class Fenced extends StoreException {
        private static final long serialVersionUID = 1L;

        public Fenced(String message) {
            super(message, new IllegalStateException("fenced"));
        }
    }

    /** The store can't be used as it is: wrong credentials, no such database, a schema newer than this program. */
    public static final class Unusable extends StoreException {
        private static final long serialVersionUID = 1L;

        public Unusable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
