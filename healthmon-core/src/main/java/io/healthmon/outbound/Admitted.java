package io.healthmon.outbound;

import java.util.List;
import java.util.Optional;

/** A destination whose addresses were looked up and judged: proof that it may be dialled. Immutable. */
public final class Admitted {

    private final Destination destination;
    private final List<PinnedAddress> addresses;
    private final Optional<String> refused;

    Admitted(Destination destination, List<PinnedAddress> addresses, Optional<String> refused) {
        this.destination = destination;
        this.addresses = addresses;
        this.refused = refused;
    }

    /** What was asked for. */
    public Destination destination() {
        return destination;
    }

    /** Those of its addresses that may be dialled, in the order in which they are to be tried; one at least. */
    public List<PinnedAddress> addresses() {
        return addresses;
    }

    /** Why some of its addresses may not; empty if all may. Of account only to a client that chooses the address itself. */
    Optional<String> refused() {
        return refused;
    }

    @Override
    public String toString() {
        return destination.where() + " at " + addresses;
    }
}
