package io.healthmon.javalin.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.access.AccessStore;
import io.healthmon.access.Scope;
import io.healthmon.alert.ServiceMatcher;
import io.healthmon.javalin.AwayableAccess;
import io.healthmon.javalin.SteppingClock;
import io.healthmon.target.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpennessTest {

    @TempDir
    private Path folder;

    private final AwayableAccess access = new AwayableAccess();
    private final AccessStore store = access.store();
    private final SteppingClock clock = new SteppingClock();

    private Openness started(ApiKey... keys) {
        return new Openness(new Access(
                List.of(keys),
                Optional.of(store),
                Optional.of(new AccessMemory(store, clock)),
                true,
                Optional.of(new ClosedMarker(folder.resolve("data/closed")))));
    }

    private void addKey() {
        store.add(FreshKey.random()
                .kept("a", Set.of(Scope.READ), ServiceMatcher.ALL, "a test", clock.wall(), Optional.empty()));
    }

    @Test
    void noKeysAndNoUsers_isOpen() {
        assertThat(started().now()).isEqualTo(Openness.State.OPEN);
        assertThat(started(new ApiKey("a", Secret.of("key"))).now()).isEqualTo(Openness.State.CLOSED);
    }

    @Test
    void firstKey_closes_andStaysSoWhereverTheStoreIs() {
        Openness openness = started();
        assertThat(openness.now()).isEqualTo(Openness.State.OPEN);

        addKey();
        clock.pass(Duration.ofSeconds(3));
        assertThat(openness.now()).isEqualTo(Openness.State.CLOSED);

        access.away(true);
        clock.pass(Duration.ofSeconds(3));
        assertThat(openness.now()).isEqualTo(Openness.State.CLOSED);
        assertThat(started().now()).as("after a restart").isEqualTo(Openness.State.UNKNOWN);
    }

    @Test
    void startWithoutTheStore_whereNobodyHadToLogIn_isOpenUntilItIsKnown() {
        assertThat(started().now()).isEqualTo(Openness.State.OPEN);
        addKey();
        access.away(true);

        Openness again = started();
        assertThat(again.now()).isEqualTo(Openness.State.OPEN);

        access.away(false);
        clock.pass(Duration.ofSeconds(3));
        assertThat(again.now()).isEqualTo(Openness.State.CLOSED);
        assertThat(Files.exists(folder.resolve("data/closed"))).isTrue();
    }
}
