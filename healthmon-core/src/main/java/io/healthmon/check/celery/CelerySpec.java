package io.healthmon.check.celery;

import io.healthmon.check.redis.RedisAddress;
import io.healthmon.outbound.Destination;
import io.healthmon.outbound.Dials;
import io.healthmon.target.CheckSpec;
import java.util.List;

/**
 * Celery workers that should answer a ping through their Redis broker.
 *
 * @param broker where the broker is; its database is the workers'
 * @param workers how many must answer for the service to be healthy; 1 to 1000
 */
public record CelerySpec(RedisAddress broker, int workers) implements CheckSpec, Dials {

    /** The kind's name. */
    public static final String TYPE = "celery";

    static final int MAX_WORKERS = 1_000;

    public CelerySpec {
        if (workers < 1 || workers > MAX_WORKERS) {
            throw new IllegalArgumentException("workers must be 1 to " + MAX_WORKERS + ", not " + workers);
        }
    }

    /**
     * Workers behind a broker's URL.
     *
     * @throws IllegalArgumentException saying what is wrong and what is allowed, without the URL
     */
    public static CelerySpec of(String broker, int workers) {
        return new CelerySpec(RedisAddress.parse(broker), workers);
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Destination> destinations() {
        return List.of(broker.destination());
    }
}
