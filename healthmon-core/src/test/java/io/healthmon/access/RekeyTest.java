package io.healthmon.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.healthmon.target.Secret;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RekeyTest {

    private final AccessStore store = new InMemoryAccessStore();
    private final SealingKey lost = key("lost", 0);
    private final SealingKey old = key("old", 1);
    private final SealingKey fresh = key("fresh", 2);

    private static SealingKey key(String id, int content) {
        byte[] bytes = new byte[SealingKey.BYTES];
        bytes[0] = (byte) content;
        return new SealingKey(id, Secret.of(Base64.getEncoder().encodeToString(bytes)));
    }

    private static SecretBox box(SealingKey... keys) {
        return new SecretBox(SealingKeys.of(List.of(keys)));
    }

    private User user(String name, Optional<SealingKey> sealedWith) {
        User user = new User(
                UUID.randomUUID(),
                name,
                Role.VIEWER,
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                true,
                Instant.EPOCH);
        Optional<SealedSecret> totp =
                sealedWith.map(key -> box(key).seal(Secret.of("secret of " + name), SecretBox.totpOf(user)));
        store.add(user.withTotp(totp));
        store.takeTotpStep(user.id(), 7);
        return user;
    }

    @Test
    void whatIsSealedWithAnotherKey_isSealedAnew_andNoStepIsForgotten() {
        User ann = user("ann", Optional.of(old));
        user("bob", Optional.empty());
        user("carl", Optional.of(fresh));

        assertThat(Rekey.run(store, box(fresh, old))).isEqualTo(new Rekey.Report(1, 1, List.of()));

        User now = store.user(ann.id()).orElseThrow();
        SealedSecret totp = now.totp().orElseThrow();
        assertThat(totp.keyId()).isEqualTo("fresh");
        assertThat(box(fresh).open(totp, SecretBox.totpOf(ann))).isEqualTo(Secret.of("secret of ann"));
        assertThat(now.totpStep()).isEqualTo(7);
        assertThat(Rekey.run(store, box(fresh, old))).isEqualTo(new Rekey.Report(0, 2, List.of()));
    }

    @Test
    void whatCantBeOpened_isNamed_staysAsItIs_andHindersNothingElse() {
        user("ann", Optional.of(lost));
        User bob = user("bob", Optional.of(old));
        Rekey.Report report = Rekey.run(store, box(fresh, old));

        assertThat(report.sealed()).isEqualTo(1);
        assertThat(report.closed())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("the secret of ann's one-time codes: it was sealed with key 'lost'"));
        assertThat(store.userNamed("ann").orElseThrow().totp())
                .map(SealedSecret::keyId)
                .contains("lost");
        assertThat(store.user(bob.id()).orElseThrow().totp())
                .map(SealedSecret::keyId)
                .contains("fresh");
    }
}
