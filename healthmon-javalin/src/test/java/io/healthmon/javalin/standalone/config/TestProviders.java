package io.healthmon.javalin.standalone.config;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Options;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.check.tcp.TcpSpec;
import io.healthmon.target.CheckSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Kinds of services that read a few options, and never check anything. */
final class TestProviders {

    private TestProviders() {}

    record PostgresSpec(String url) implements CheckSpec {
        @Override
        public String type() {
            return "postgres";
        }
    }

    static Map<String, CheckerProvider> all() {
        Map<String, CheckerProvider> providers = new LinkedHashMap<>();
        add(providers, "http", TestProviders::http);
        add(
                providers,
                "tcp",
                options -> new TcpSpec(options.text("host", "127.0.0.1"), options.integer("port", 0, 0, 70_000)));
        add(
                providers,
                "postgres",
                options -> new PostgresSpec(options.url("url").orElse("own")));
        add(providers, "custom", options -> {
            throw options.error("type", "is never read");
        });
        return providers;
    }

    private static CheckSpec http(Options options) {
        HttpSpec spec = HttpSpec.get(options.url("url").orElseThrow(() -> options.error("url", "is missing")));
        for (var header : options.secrets("headers").entrySet()) {
            spec = spec.withHeader(header.getKey(), header.getValue());
        }
        return spec.withMaxBody((int) options.bytes("max-body", HttpSpec.DEFAULT_MAX_BODY));
    }

    private static void add(Map<String, CheckerProvider> providers, String type, Function<Options, CheckSpec> reader) {
        providers.put(type, new CheckerProvider() {
            @Override
            public String type() {
                return type;
            }

            @Override
            public CheckSpec spec(Options options) {
                return reader.apply(options);
            }

            @Override
            public Checker checker(CheckerContext context) {
                throw new UnsupportedOperationException("configuration only");
            }
        });
    }
}
