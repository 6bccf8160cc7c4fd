package io.healthmon.check.tcp;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Options;
import io.healthmon.check.ServerUrl;
import io.healthmon.target.CheckSpec;
import java.io.IOException;
import java.io.UncheckedIOException;

/** TCP checks: {@code url: tcp://host:port}. */
public final class TcpCheckerProvider implements CheckerProvider {

    private static final String ALLOWED = "allowed is tcp://host:port";

    @Override
    public String type() {
        return TcpSpec.TYPE;
    }

    @Override
    public CheckSpec spec(Options options) {
        String text = options.url("url").orElseThrow(() -> options.error("url", "is missing; " + ALLOWED));
        ServerUrl url;
        try {
            url = ServerUrl.parse(text, 0);
        } catch (IllegalArgumentException e) {
            throw options.error("url", e.getMessage() + "; " + ALLOWED);
        }
        if (!url.scheme().equals("tcp")
                || url.password().isPresent()
                || !url.path().isEmpty()) {
            throw options.error("url", "is no address of a port; " + ALLOWED);
        }
        return new TcpSpec(url.host(), url.port());
    }

    @Override
    public Checker checker(CheckerContext context) {
        try {
            return new TcpChecker(context);
        } catch (IOException e) {
            throw new UncheckedIOException("no selector for TCP checks", e);
        }
    }
}
