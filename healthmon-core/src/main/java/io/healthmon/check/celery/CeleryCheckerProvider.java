package io.healthmon.check.celery;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Options;
import io.healthmon.check.redis.RedisAddress;
import io.healthmon.check.redis.RespConnector;
import io.healthmon.target.CheckSpec;

/** Celery checks: {@code broker}, a Redis URL, and {@code workers}, how many must answer (default 1). */
public final class CeleryCheckerProvider implements CheckerProvider {

    @Override
    public String type() {
        return CelerySpec.TYPE;
    }

    @Override
    public CheckSpec spec(Options options) {
        String broker =
                options.url("broker").orElseThrow(() -> options.error("broker", "is missing; " + RedisAddress.ALLOWED));
        int workers = options.integer("workers", 1, 1, CelerySpec.MAX_WORKERS);
        try {
            return CelerySpec.of(broker, workers);
        } catch (IllegalArgumentException e) {
            throw options.error("broker", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Checker checker(CheckerContext context) {
        return new CeleryChecker(context.clock(), new RespConnector(context));
    }
}
