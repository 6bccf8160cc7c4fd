package io.healthmon.javalin.auth.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.healthmon.access.AccessStore;
import io.healthmon.access.Hashes;
import io.healthmon.access.Role;
import io.healthmon.access.User;
import io.healthmon.javalin.auth.AccessMemory;
import io.healthmon.store.StoreException;
import io.healthmon.target.Secret;
import io.healthmon.time.ManualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sessions that live on: none does. */
class SessionsTest {

    private static final Duration SOON = Duration.ofSeconds(5);

    private final ManualTime time = new ManualTime();
    private final SwitchableAccess access = new SwitchableAccess();
    private final AccessStore elsewhere = access.elsewhere();
    private final AccessStore store = access.store();
    private final Sessions sessions = new Sessions(store, new AccessMemory(store, time), time);
    private final User anna = new User(
            UUID.randomUUID(),
            "anna",
            Role.OPERATOR,
            Optional.of(Secret.of("hash")),
            Optional.empty(),
            0,
            Optional.empty(),
            true,
            time.wall());
    private String id = "";

    @BeforeEach
    void logIn() {
        elsewhere.add(anna);
        id = open();
    }

    private String open() {
        return sessions.open(anna, "192.0.2.1", "Browser/1").orElseThrow().id();
    }

    private boolean goesOn() {
        return sessions.find(id).isPresent();
    }

    @Test
    void session_isFoundByItsId_whichIsKeptNowhere() {
        assertThat(sessions.find(id)).get().extracting(Sessions.Active::user).isEqualTo(anna);
        assertThat(id).hasSize(43);
        assertThat(elsewhere.sessionsOf(anna.id())).singleElement().satisfies(kept -> {
            assertThat(kept.hash()).isEqualTo(Hashes.of(id));
            assertThat(kept.toString()).doesNotContain(id);
        });
        assertThat(sessions.find(Hashes.of(id))).isEmpty();
        assertThat(sessions.find("")).isEmpty();
        assertThat(sessions.find(Tokens.make())).isEmpty();
        assertThat(open()).isNotEqualTo(id);
    }

    @Test
    void session_thatIsNotUsedForHalfAnHour_isOver() {
        for (int i = 0; i < 10; i++) {
            time.advance(Sessions.IDLE.minusSeconds(1));
            assertThat(goesOn()).isTrue();
        }
        time.advance(Sessions.IDLE);
        assertThat(goesOn()).isFalse();
    }

    @Test
    void session_isOver12HoursAfterItsLogin_howeverMuchItIsUsed() {
        Duration step = Duration.ofMinutes(10);
        for (Duration used = step; used.compareTo(Sessions.LONGEST) < 0; used = used.plus(step)) {
            time.advance(step);
            assertThat(goesOn()).isTrue();
        }
        time.advance(step);
        assertThat(goesOn()).isFalse();
    }

    @Test
    void session_thatIsUsedElsewhere_goesOnHere() {
        assertThat(goesOn()).isTrue();
        time.advance(Duration.ofMinutes(20));
        elsewhere.seen(Hashes.of(id), time.wall());
        time.advance(Duration.ofMinutes(20));

        assertThat(goesOn()).isTrue();
    }

    @Test
    void use_isToldToTheStore_onceAMinuteAtMost() {
        int before = access.asked();
        for (int i = 0; i < 100; i++) {
            goesOn();
        }
        assertThat(access.asked() - before).isLessThanOrEqualTo(4);
        time.advance(Duration.ofMinutes(2));
        goesOn();
        assertThat(elsewhere.session(Hashes.of(id)).orElseThrow().seenAt()).isEqualTo(time.wall());
    }

    @Test
    void logout_endsItAtOnce() {
        sessions.end(sessions.find(id).orElseThrow());

        assertThat(goesOn()).isFalse();
        assertThat(elsewhere.session(Hashes.of(id))).isEmpty();
    }

    @Test
    void sessionEndedElsewhere_isOverHereWithin5s() {
        assertThat(goesOn()).isTrue();
        elsewhere.endSession(Hashes.of(id));
        time.advance(SOON);

        assertThat(goesOn()).isFalse();
    }

    @Test
    void userDisabledElsewhere_isOutWithin5s() {
        assertThat(goesOn()).isTrue();
        elsewhere.change(anna.id(), it -> it.withEnabled(false));
        time.advance(SOON);

        assertThat(goesOn()).isFalse();
        assertThat(sessions.open(elsewhere.user(anna.id()).orElseThrow(), "x", "y"))
                .isEmpty();
    }

    @Test
    void userRemovedElsewhere_isOutWithin5s() {
        assertThat(goesOn()).isTrue();
        elsewhere.removeUser(anna.id());
        time.advance(SOON);

        assertThat(goesOn()).isFalse();
    }

    @Test
    void roleChangedElsewhere_countsWithin5s() {
        assertThat(goesOn()).isTrue();
        elsewhere.change(anna.id(), it -> it.withRole(Role.VIEWER));
        time.advance(SOON);

        assertThat(sessions.find(id).orElseThrow().user().role()).isEqualTo(Role.VIEWER);
    }

    @Test
    void endingAllButOne_leavesThatOne() {
        String other = open();
        Sessions.Active current = sessions.find(id).orElseThrow();
        assertThat(sessions.of(anna)).hasSize(2);

        assertThat(sessions.endAllOf(anna.id(), Optional.of(current))).isEqualTo(1);
        assertThat(goesOn()).isTrue();
        assertThat(sessions.find(other)).isEmpty();
        assertThat(sessions.of(anna)).hasSize(1);
    }

    @Test
    void handle_endsOnlyOnesOwn() {
        UUID handle = sessions.find(id).orElseThrow().session().handle();
        User bert = new User(
                UUID.randomUUID(),
                "bert",
                Role.ADMIN,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                time.wall());
        elsewhere.add(bert);

        assertThat(sessions.end(bert, handle)).isFalse();
        assertThat(goesOn()).isTrue();
        assertThat(sessions.end(anna, handle)).isTrue();
        assertThat(goesOn()).isFalse();
    }

    @Test
    void whileTheStoreIsAway_whoWasInStaysIn_untilTheirTimeIsOver() {
        assertThat(goesOn()).isTrue();
        access.away(true);
        time.advance(Duration.ofMinutes(29));
        assertThat(goesOn()).isTrue();
        time.advance(Duration.ofMinutes(29));
        assertThat(goesOn()).isTrue();
        time.advance(Duration.ofMinutes(31));
        assertThat(goesOn()).isFalse();
    }

    @Test
    void whileTheStoreIsAway_nobodyElseGetsIn_andNobodyIsToldThatTheyAreOut() {
        goesOn();
        access.away(true);
        time.advance(SOON);

        assertThatThrownBy(() -> sessions.find(Tokens.make())).isInstanceOf(StoreException.Unavailable.class);
    }

    @Test
    void sessionEndedWhileTheStoreWasAway_isOverWhenItIsBack() {
        assertThat(goesOn()).isTrue();
        access.away(true);
        time.advance(SOON);
        assertThat(goesOn()).isTrue();
        elsewhere.endSession(Hashes.of(id));
        access.away(false);
        time.advance(SOON);

        assertThat(goesOn()).isFalse();
    }
}
