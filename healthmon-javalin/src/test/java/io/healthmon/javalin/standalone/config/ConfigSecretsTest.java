package io.healthmon.javalin.standalone.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.check.CheckerProvider;
import io.healthmon.target.Secret;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Puts the same word into every place of a configuration that takes a secret, and looks for it in all objects that come of it: none may
 * print it, and only {@link Secret} may hold it, but for the few that are listed.
 */
class ConfigSecretsTest {

    private static final String CANARY = "canary";

    /** What holds a secret as it came, because a library asks for it so; each has a {@code toString} that does not show it. */
    private static final Set<String> KNOWN = Set.of("HttpSpec.uri", "Postgres.url", "PostgresAddress.parameters");

    private static final String EVERYTHING = """
            database: {url: 'jdbc:postgresql://h/d?sslpassword=${C}', user: u, password: '${C}'}
            api-keys: [{name: a, key: '${C}-of-the-api'}]
            secret-keys: [{id: a, key: '${C}canarycanarycanarycanarycanarycanaryA='}]
            services:
              http: {url: 'http://u:${C}@h/x?token=${C}', method: POST, headers: {X-Token: '${C}'}, body: '${C}'}
              basic: {url: 'http://h/', auth: {basic: {user: u, password: '${C}'}}}
              bearer: {url: 'http://h/', auth: {bearer: '${C}'}}
              redis: {type: redis, url: 'redis://u:${C}@h'}
              celery: {type: celery, broker: 'redis://:${C}@h'}
              postgres: {type: postgres, url: 'postgresql://u:${C}@h/d?sslpassword=${C}'}
            channels:
              webhook: {type: webhook, url: 'http://h/${C}', headers: {X-Token: '${C}'}, secret: '${C}'}
              slack: {type: slack, url: 'http://h/${C}'}
              discord: {type: discord, url: 'http://h/${C}'}
              teams: {type: teams, url: 'http://h/${C}'}
              telegram: {type: telegram, token: '123456:${C}-of-telegram', chat: '@x'}
              ntfy: {type: ntfy, url: 'http://h/${C}', user: u, password: '${C}'}
              token: {type: ntfy, url: 'http://h/${C}', token: '${C}'}
              pagerduty: {type: pagerduty, routing-key: '${C}'}
              opsgenie: {type: opsgenie, api-key: '${C}'}
              jira: {type: jira, api-key: '${C}'}
              sms: {type: sms, url: 'http://h/${C}', user: u, password: '${C}', from: '+491', to: '+491701234567'}
              email: {type: email, host: h, user: u, password: '${C}', from: a@h, to: b@h}
            """;

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<String> printing = new TreeSet<>();
    private final Set<String> holding = new TreeSet<>();
    private int secrets;
    private LoadedConfig loaded;

    @BeforeEach
    void load() {
        Map<String, CheckerProvider> providers = new HashMap<>();
        ServiceLoader.load(CheckerProvider.class).forEach(provider -> providers.put(provider.type(), provider));
        loaded = new ConfigLoader(providers, Map.of("C", CANARY)).parse("f.yaml", EVERYTHING, Overrides.NONE);
    }

    @Test
    void configurationAsItIsPrinted_showsNoSecret() {
        assertThat(loaded.effective()).contains("***").doesNotContain(CANARY);
        assertThat(loaded.warnings().toString()).doesNotContain(CANARY);
    }

    @Test
    void noObject_printsASecret_andOnlyAFewHoldOneOpenly() throws Exception {
        look("", loaded.config());
        assertThat(secrets).as("secrets that were found").isGreaterThan(20);
        assertThat(printing).isEmpty();
        assertThat(holding).isEqualTo(new TreeSet<>(KNOWN));
    }

    private void look(String where, Object object) throws IllegalAccessException {
        if (object instanceof String || object instanceof URI) {
            if (object.toString().contains(CANARY)) {
                holding.add(where);
            }
        } else if (object instanceof Optional<?> optional) {
            if (optional.isPresent()) {
                look(where, optional.get());
            }
        } else if (object instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                look(where, entry.getKey());
                look(where, entry.getValue());
            }
        } else if (object instanceof Iterable<?> list && !(object instanceof Path)) {
            for (Object each : list) {
                look(where, each);
            }
        } else if (object.getClass().getName().startsWith("io.healthmon.") && seen.add(object)) {
            lookInside(object);
        }
    }

    private void lookInside(Object object) throws IllegalAccessException {
        if (object.toString().contains(CANARY)) {
            printing.add(object.getClass().getName());
        }
        if (object instanceof Secret secret) {
            secrets += secret.reveal().contains(CANARY) ? 1 : 0;
            return;
        }
        for (Class<?> type = object.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && type.getName().startsWith("io.healthmon.")) {
                    field.setAccessible(true);
                    Object value = field.get(object);
                    if (value != null) {
                        look(type.getSimpleName() + "." + field.getName(), value);
                    }
                }
            }
        }
    }
}
