package io.healthmon.check.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.MapOptions;
import io.healthmon.check.OptionException;
import io.healthmon.internal.MonitorCheckerContext;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.time.MonitorClock;
import io.healthmon.time.SystemTimers;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class HttpCheckerProviderTest {

    @Test
    void provider_isFoundByItsType() {
        assertThat(ServiceLoader.load(CheckerProvider.class))
                .filteredOn(provider -> provider.type().equals("http"))
                .hasOnlyElementsOfType(HttpCheckerProvider.class)
                .hasSize(1);
    }

    @Test
    void probe_withNettyOnTheClassPath_isTheFullOne() {
        assertThat(FullProbe.present()).isTrue();
    }

    /** As in an application that has only the core: what HTTP checks are made of loads, and works over the JDK's client. */
    @Test
    void probe_withoutNetty_isTheJdksAndRefusesUnderscores() throws Exception {
        ClassLoader coreAlone = new CoreWithout("io.netty.");
        Class<?> spec = coreAlone.loadClass(HttpSpec.class.getName());
        assertThatThrownBy(() -> spec.getMethod("get", String.class).invoke(null, "http://my_service:5000/"))
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("underscore");

        Method choose = coreAlone.loadClass(FullProbe.class.getName()).getDeclaredMethod("orJdk", CheckerContext.class);
        choose.setAccessible(true);
        try (SystemTimers timers = new SystemTimers("timer");
                MonitorCheckerContext context =
                        new MonitorCheckerContext(MonitorClock.system(), timers, () -> {}, OutboundPolicy.HOMELAB);
                AutoCloseable probe = (AutoCloseable) choose.invoke(null, context)) {
            assertThat(probe.getClass().getName()).isEqualTo(JdkHttpProbe.class.getName());
            assertThat(probe.getClass().getClassLoader()).isSameAs(coreAlone);
        }
    }

    /** As on a machine that the native part does not fit, or where only the codec was added. */
    @Test
    void fullProbe_withoutEpoll_usesJavasSelector() throws Exception {
        Class<?> type = new CoreWithout("io.netty.channel.epoll.").loadClass(NettyEventLoops.class.getName());
        Constructor<?> constructor = type.getDeclaredConstructor();
        constructor.setAccessible(true);
        Method open = type.getDeclaredMethod("open");
        open.setAccessible(true);
        try (AutoCloseable loops = (AutoCloseable) constructor.newInstance()) {
            assertThat(open.invoke(loops)).isInstanceOf(NioSocketChannel.class);
        }
    }

    /** Loads the HTTP check's classes anew and does not find what is told. */
    private static final class CoreWithout extends ClassLoader {

        private final String prefix;

        CoreWithout(String prefix) {
            super(HttpCheckerProviderTest.class.getClassLoader());
            this.prefix = prefix;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(prefix)) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.healthmon.check.http.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    @Test
    void options_connection_isReadAndDefaultsToFresh() {
        assertThat(spec("connection", "keep-alive").connection()).isEqualTo(ConnectionUse.KEEP_ALIVE);
        assertThat(spec("connection", "fresh").connection()).isEqualTo(ConnectionUse.FRESH);
        assertThat(spec("method", "GET").connection()).isEqualTo(ConnectionUse.FRESH);
        assertThatThrownBy(() -> spec("connection", "sticky"))
                .isInstanceOf(OptionException.class)
                .hasMessageContaining("fresh, keep-alive");
    }

    private static HttpSpec spec(String key, String value) {
        return (HttpSpec) new HttpCheckerProvider().spec(MapOptions.of("url", "http://host/", key, value));
    }
}
