package io.healthmon.check.http;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Options;
import io.healthmon.target.CheckSpec;

/** Brings the {@code http} check, over the JDK's client: straight to the target, whatever proxy the JVM is told to use. */
public final class HttpCheckerProvider implements CheckerProvider {

    @Override
    public String type() {
        return HttpSpec.TYPE;
    }

    @Override
    public CheckSpec spec(Options options) {
        return HttpOptions.read(options);
    }

    @Override
    public Checker checker(CheckerContext context) {
        return new HttpChecker(context, new JdkHttpProbe(context.clock()));
    }
}
