package io.healthmon.check.http;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Options;
import io.healthmon.target.CheckSpec;

/**
 * Brings the {@code http} check: straight to the target, whatever proxy the JVM is told to use. Over Netty where
 * {@code io.netty:netty-codec-http} is on the class path, over the JDK's client where only the core is; Netty's can pin an
 * address, time each phase, use a fresh connection per check and keep to the protocol strictly.
 */
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
        return new HttpChecker(context, FullProbe.orJdk(context));
    }
}
