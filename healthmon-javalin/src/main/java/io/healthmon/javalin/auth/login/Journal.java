package io.healthmon.javalin.auth.login;

import java.util.Optional;

/** Takes what is to be in the audit. Called on the threads of those who log in; does not throw. */
@FunctionalInterface
interface Journal {

    /**
     * Notes something.
     *
     * @param who did it; {@code nobody} for who was not let in
     * @param from the address it came from
     * @param action what, as a word with a dot
     * @param subject to whom; empty if to nobody but who did it
     */
    void note(String who, String from, String action, Optional<String> subject);
}
