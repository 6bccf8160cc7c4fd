package io.healthmon.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.healthmon.target.Secret;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How every {@link AccessStore} keeps users. */
abstract class UserContract extends AccessContractTest {

    private static final ExternalIdentity ELSEWHERE = new ExternalIdentity("https://login.example", "4711");

    private User full() {
        return new User(
                UUID.randomUUID(),
                "Ann.O@example+1",
                Role.OPERATOR,
                Optional.of(Secret.of("$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA")),
                Optional.of(new SealedSecret("2026-01", "c2VhbGVk")),
                57_000_000L,
                Optional.of(ELSEWHERE),
                false,
                T0);
    }

    @Test
    void user_isFoundByIdNameAndIdentity_asItIs() {
        User ann = added(full());
        added(known("bob", new ExternalIdentity("https://login.example", "4712"), Role.VIEWER));

        assertThat(store.user(ann.id())).contains(ann);
        assertThat(store.userNamed("ANN.o@Example+1")).contains(ann);
        assertThat(store.userKnownAs(ELSEWHERE)).contains(ann);
        assertThat(store.users()).first().isEqualTo(ann);
    }

    @Test
    void users_standByName_inWhateverCase() {
        List.of("bob", "Ann", "carl", "b1", "B0").forEach(name -> added(viewer(name)));
        assertThat(store.users()).extracting(User::name).containsExactly("Ann", "B0", "b1", "bob", "carl");
    }

    @Test
    void userThatIsNot_isFoundByNothing() {
        added(viewer("ann"));
        assertThat(store.user(UUID.randomUUID())).isEmpty();
        assertThat(store.userNamed("an")).isEmpty();
        assertThat(store.userNamed("a%")).isEmpty();
        assertThat(store.userNamed("ann\0")).isEmpty();
        assertThat(store.userNamed("\uD800")).isEmpty();
        assertThat(store.userKnownAs(ELSEWHERE)).isEmpty();
    }

    @Test
    void nameIdOrIdentityOfAnother_isNotAdded() {
        User ann = added(known("ann", ELSEWHERE, Role.VIEWER));

        assertThat(store.add(viewer("ANN"))).isFalse();
        assertThat(store.add(known("bob", ELSEWHERE, Role.ADMIN))).isFalse();
        assertThat(store.add(new User(
                        ann.id(), "carl", Role.ADMIN, ann.password(), ann.totp(), 0, Optional.empty(), true, T0)))
                .isFalse();
        assertThat(store.users()).containsExactly(ann);
    }

    @Test
    void oneUserMoreThanThereMayBe_isNotAdded() {
        IntStream.range(0, AccessStore.MOST).forEach(i -> added(viewer("user-" + i)));
        assertThat(store.add(viewer("one-more"))).isFalse();
        assertThat(store.users()).hasSize(AccessStore.MOST);
    }

    @Test
    void firstUser_isAddedOnce() {
        assertThat(store.addFirst(admin("ann"))).isTrue();
        assertThat(store.addFirst(admin("bob"))).isFalse();
        assertThat(store.users()).extracting(User::name).containsExactly("ann");
    }

    @Test
    void change_isOfThatUserAlone() {
        User ann = added(full());
        User bob = added(viewer("bob"));

        assertThat(store.change(ann.id(), user -> user.withRole(Role.ADMIN).withEnabled(true)))
                .isEqualTo(UserChange.DONE);

        assertThat(store.user(ann.id())).contains(ann.withRole(Role.ADMIN).withEnabled(true));
        assertThat(store.user(bob.id())).contains(bob);
        assertThat(store.change(UUID.randomUUID(), user -> user)).isEqualTo(UserChange.NO_SUCH_USER);
    }

    @Test
    void change_toAnothersNameOrIdentity_isNotMade() {
        User ann = added(known("ann", ELSEWHERE, Role.VIEWER));
        User bob = added(viewer("bob"));

        assertThat(store.change(bob.id(), user -> user.withExternal(Optional.of(ELSEWHERE))))
                .isEqualTo(UserChange.TAKEN);
        assertThat(store.change(bob.id(), user -> named(user, "ANN"))).isEqualTo(UserChange.TAKEN);
        assertThat(store.users()).containsExactly(ann, bob);
    }

    @Test
    void change_ofOnesOwnName_isMade() {
        User ann = added(viewer("ann"));
        assertThat(store.change(ann.id(), user -> named(user, "Ann"))).isEqualTo(UserChange.DONE);
        assertThat(store.userNamed("ann")).map(User::name).contains("Ann");
    }

    private static User named(User user, String name) {
        return new User(
                user.id(),
                name,
                user.role(),
                user.password(),
                user.totp(),
                user.totpStep(),
                user.external(),
                user.enabled(),
                user.createdAt());
    }

    @Test
    void change_thatThrows_orGivesAnotherId_changesNothing() {
        User ann = added(viewer("ann"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> store.change(ann.id(), user -> {
                    throw new IllegalArgumentException("no");
                }))
                .withMessage("no");
        assertThatIllegalArgumentException().isThrownBy(() -> store.change(ann.id(), user -> viewer("ann")));
        assertThat(store.users()).containsExactly(ann);
    }

    @Test
    void lastAdministratorWithAPassword_staysOne() {
        User ann = added(admin("ann"));
        added(known("elsewhere", ELSEWHERE, Role.ADMIN));
        added(admin("disabled").withEnabled(false));

        List<UnaryOperator<User>> changes = List.of(
                user -> user.withRole(Role.OPERATOR),
                user -> user.withEnabled(false),
                user -> new User(
                        user.id(),
                        "ann",
                        Role.ADMIN,
                        Optional.empty(),
                        Optional.empty(),
                        0,
                        Optional.empty(),
                        true,
                        T0));
        changes.forEach(change -> assertThat(store.change(ann.id(), change)).isEqualTo(UserChange.LAST_ADMIN));
        assertThat(store.removeUser(ann.id())).isEqualTo(UserChange.LAST_ADMIN);
        assertThat(store.user(ann.id())).contains(ann);

        added(admin("bob"));
        assertThat(store.removeUser(ann.id())).isEqualTo(UserChange.DONE);
        assertThat(store.user(ann.id())).isEmpty();
    }

    @Test
    void administratorFromElsewhere_mayBeTheLast_andGo() {
        User ann = added(known("ann", ELSEWHERE, Role.ADMIN));
        assertThat(store.change(ann.id(), user -> user.withRole(Role.VIEWER))).isEqualTo(UserChange.DONE);
        assertThat(store.removeUser(ann.id())).isEqualTo(UserChange.DONE);
        assertThat(store.removeUser(ann.id())).isEqualTo(UserChange.NO_SUCH_USER);
    }

    @Test
    void stepOfACode_isTakenOnce_andNoneBeforeIt() {
        User ann = added(viewer("ann"));
        assertThat(store.takeTotpStep(ann.id(), 100)).isTrue();
        assertThat(store.takeTotpStep(ann.id(), 100)).isFalse();
        assertThat(store.takeTotpStep(ann.id(), 99)).isFalse();
        assertThat(store.takeTotpStep(ann.id(), 101)).isTrue();
        assertThat(store.takeTotpStep(UUID.randomUUID(), 1)).isFalse();
        assertThat(store.user(ann.id())).map(User::totpStep).contains(101L);
    }

    @Test
    void stepOfACode_staysTaken_whateverElseIsChanged() {
        User ann = added(full());
        store.takeTotpStep(ann.id(), 57_000_001L);
        store.change(ann.id(), user -> user.withTotpSealed(new SealedSecret("2026-02", "YW5ldw")));
        assertThat(store.takeTotpStep(ann.id(), 57_000_001L)).isFalse();

        store.change(ann.id(), user -> user.withTotp(Optional.of(new SealedSecret("2026-02", "b3RoZXI"))));
        assertThat(store.takeTotpStep(ann.id(), 57_000_001L))
                .as("of another secret")
                .isTrue();
    }
}
