package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.HealthMonitor;
import io.healthmon.access.InMemoryAccessStore;
import io.healthmon.access.SealingKey;
import io.healthmon.access.SealingKeys;
import io.healthmon.access.SecretBox;
import io.healthmon.store.InMemoryStore;
import io.healthmon.target.Secret;
import io.javalin.Javalin;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What an embedder is told who has not all libraries that are optional. */
class MissingLibrariesTest {

    @Test
    void pluginWithUsers_withoutBouncyCastle_endsTheStartWithASentenceThatNamesIt() throws Exception {
        assertThat(mountedWithout("org.bouncycastle."))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("users who log in need org.bouncycastle:bcpkix-jdk18on on the class path"));
    }

    @Test
    void pluginWithOneTimeCodes_withoutTheirLibrary_saysSoToo() throws Exception {
        assertThat(mountedWithout("com.eatthepath."))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .startsWith("users who log in need com.eatthepath:java-otp on the class path"));
    }

    @Test
    void pluginWithAllLibraries_isMounted() throws Exception {
        assertThat(mountedWithout("no.such.")).isEmpty();
    }

    /** Why it could not be mounted. */
    private static Optional<String> mountedWithout(String packages) throws Exception {
        Class<?> embedder = Class.forName(Embedder.class.getName(), true, new Without(packages));
        try {
            embedder.getMethod("mount").invoke(null);
            return Optional.empty();
        } catch (InvocationTargetException e) {
            assertThat(e.getTargetException()).isInstanceOf(IllegalStateException.class);
            return Optional.of(String.valueOf(e.getTargetException().getMessage()));
        }
    }

    /** An application with the plugin. Public, since it is called in another class loader. */
    public static final class Embedder {
        private Embedder() {}

        public static void mount() {
            try (HealthMonitor monitor =
                    HealthMonitor.builder().store(new InMemoryStore()).start()) {
                Javalin.create(config -> config.registerPlugin(new HealthMonitorPlugin(
                        monitor,
                        HealthMonitorConfig.builder()
                                .access(new InMemoryAccessStore())
                                .secrets(new SecretBox(SealingKeys.of(List.of(new SealingKey(
                                        "a", Secret.of("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="))))))
                                .build())));
            }
        }
    }

    /** Has the host's classes of its own, and none of some packages. */
    private static final class Without extends ClassLoader {
        private final String packages;

        Without(String packages) {
            super(MissingLibrariesTest.class.getClassLoader());
            this.packages = packages;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(packages)) {
                throw new ClassNotFoundException(name);
            }
            if (!name.startsWith("io.healthmon.javalin.")) {
                return super.loadClass(name, resolve);
            }
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream in = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = in.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
