package io.healthmon.check.redis;

import io.healthmon.outbound.Destination;
import io.healthmon.outbound.Dials;
import io.healthmon.target.CheckSpec;
import java.util.List;

/**
 * A Redis that should answer {@code PING}.
 *
 * @param address where it is
 */
public record RedisSpec(RedisAddress address) implements CheckSpec, Dials {

    /** The kind's name. */
    public static final String TYPE = "redis";

    /**
     * A Redis at a URL.
     *
     * @throws IllegalArgumentException saying what is wrong and what is allowed, without the URL
     */
    public static RedisSpec of(String url) {
        return new RedisSpec(RedisAddress.parse(url));
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Destination> destinations() {
        return List.of(address.destination());
    }
}
