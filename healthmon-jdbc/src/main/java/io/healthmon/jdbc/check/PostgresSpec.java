package io.healthmon.jdbc.check;

import io.healthmon.outbound.Destination;
import io.healthmon.outbound.Dials;
import io.healthmon.target.CheckSpec;
import java.util.List;
import java.util.Optional;

/**
 * A PostgreSQL that should answer {@code select 1}.
 *
 * @param address where it is; empty for the monitor's own store
 */
public record PostgresSpec(Optional<PostgresAddress> address) implements CheckSpec, Dials {

    /** The kind's name. */
    public static final String TYPE = "postgres";

    /** The monitor's own store. */
    public static PostgresSpec ownStore() {
        return new PostgresSpec(Optional.empty());
    }

    /** A server. */
    public static PostgresSpec at(PostgresAddress address) {
        return new PostgresSpec(Optional.of(address));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Destination> destinations() {
        return address.map(PostgresAddress::destination).stream().toList();
    }
}
