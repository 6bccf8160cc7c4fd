package io.healthmon.access;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Seals anew, with the first key, whatever a store keeps that is sealed with another. */
public final class Rekey {

    private Rekey() {}

    /**
     * What came of it.
     *
     * @param sealed how many secrets are sealed with the first key now that were not
     * @param before how many were already
     * @param closed those that could not be opened, each as a line: whose it is and why; they stay as they are
     */
    public record Report(int sealed, int before, List<String> closed) {
        public Report {
            closed = List.copyOf(closed);
        }
    }

    /**
     * Does it, a user at a time and each as one step, so that it can be interrupted and run again, also beside a monitor that runs.
     *
     * @throws io.healthmon.store.StoreException.Unavailable if the store is away; what is done by then is done
     */
    public static Report run(AccessStore store, SecretBox box) {
        int sealed = 0;
        int before = 0;
        List<String> closed = new ArrayList<>();
        for (User user : store.users()) {
            Optional<SealedSecret> totp = user.totp();
            if (totp.isEmpty()) {
                continue;
            }
            if (box.isUpToDate(totp.get())) {
                before++;
                continue;
            }
            try {
                if (store.change(user.id(), present -> resealed(present, box)) == UserChange.DONE) {
                    sealed++;
                }
            } catch (SealedException e) {
                closed.add("the secret of " + user.name() + "'s one-time codes: " + e.getMessage());
            }
        }
        return new Report(sealed, before, closed);
    }

    private static User resealed(User user, SecretBox box) {
        String purpose = SecretBox.totpOf(user);
        return user.totp()
                .map(old -> user.withTotpSealed(box.seal(box.open(old, purpose), purpose)))
                .orElse(user);
    }
}
