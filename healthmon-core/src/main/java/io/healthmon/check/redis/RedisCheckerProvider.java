package io.healthmon.check.redis;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Options;
import io.healthmon.target.CheckSpec;

/** Redis checks: {@code url: redis://[[user]:password@]host[:6379][/db]}. */
public final class RedisCheckerProvider implements CheckerProvider {

    @Override
    public String type() {
        return RedisSpec.TYPE;
    }

    @Override
    public CheckSpec spec(Options options) {
        String url = options.url("url").orElseThrow(() -> options.error("url", "is missing; " + RedisAddress.ALLOWED));
        try {
            return RedisSpec.of(url);
        } catch (IllegalArgumentException e) {
            throw options.error("url", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Checker checker(CheckerContext context) {
        return new RedisChecker(context.clock(), new RespConnector(context));
    }
}
