package io.healthmon.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class CheckerProvidersTest {

    @Test
    void kinds_areFoundByServiceLoader() {
        assertThat(ServiceLoader.load(CheckerProvider.class))
                .extracting(CheckerProvider::type)
                .contains("celery", "custom", "docker", "redis", "tcp")
                .doesNotHaveDuplicates();
    }
}
