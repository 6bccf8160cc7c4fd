package io.healthmon.check;

import java.io.Closeable;
import java.io.IOException;

/** Closes what is of no more use, whatever it says to that. */
public final class Quietly {

    private Quietly() {}

    /** Closes {@code closeable}; that it fails to makes no difference to anybody. */
    public static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException closedAnyway) {
            // Nothing is left to do with it.
        }
    }
}
