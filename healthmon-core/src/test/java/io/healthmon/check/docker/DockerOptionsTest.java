package io.healthmon.check.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.check.MapOptions;
import io.healthmon.check.OptionException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DockerOptionsTest {

    private final DockerCheckerProvider provider = new DockerCheckerProvider();

    @Test
    void options_none_areTheEngineAtDockersOwnSocket() {
        assertThat(provider.spec(MapOptions.of())).isEqualTo(DockerSpec.ofEngine());
        assertThat(DockerSpec.ofEngine().engine().where()).isEqualTo("/var/run/docker.sock");
        assertThat(provider.spec(MapOptions.of("container", "stream-bot")))
                .isEqualTo(DockerSpec.ofContainer("stream-bot"));
    }

    @Test
    void options_ofTheAddress_areRead() {
        DockerEngine socket = new DockerEngine.UnixSocket(Path.of("/run/podman/podman.sock"));
        assertThat(provider.spec(MapOptions.of("socket", "/run/podman/podman.sock")))
                .isEqualTo(new DockerSpec(socket, Optional.empty()));
        assertThat(provider.spec(MapOptions.of("url", "unix:///run/podman/podman.sock")))
                .isEqualTo(new DockerSpec(socket, Optional.empty()));
        assertThat(provider.spec(MapOptions.of("url", "tcp://socket_proxy")))
                .isEqualTo(new DockerSpec(new DockerEngine.Tcp("socket_proxy", 2375), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../info", "a/b", "a b", "", "-a", "a?x=y", "a%2f", "bot\r\nX: y"})
    void container_thatIsNoName_isRefused(String name) {
        assertThatThrownBy(() -> provider.spec(MapOptions.of("container", name)))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("container: no name of a container")
                .hasMessageContaining(DockerSpec.NAME_RULE);
    }

    @ParameterizedTest
    @CsvSource({
        "url, http://docker:2375",
        "url, tcp://me:hunter2@docker",
        "url, tcp://docker/x",
        "url, unix://",
        "socket, ''"
    })
    void address_wrong_isRefusedByName(String key, String value) {
        assertThatThrownBy(() -> provider.spec(MapOptions.of(key, value)))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith(key + ": ")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void socket_tooLongOrBesideAUrl_isRefused() {
        assertThatThrownBy(() -> provider.spec(MapOptions.of("socket", "/" + "x".repeat(100))))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("socket: a socket's path has 1 to 100 bytes");
        assertThatThrownBy(() -> provider.spec(MapOptions.of("socket", "/s", "url", "tcp://docker")))
                .isInstanceOf(OptionException.class)
                .hasMessageStartingWith("url: excludes socket");
    }
}
