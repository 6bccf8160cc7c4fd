package io.healthmon.access;

/** What came of a change of a user. */
public enum UserChange {
    /** It is made. */
    DONE,
    /** There is no such user. */
    NO_SUCH_USER,
    /** The name or the identity elsewhere is another's. Nothing was changed. */
    TAKEN,
    /**
     * It would have left nobody to let others in: the user is the last enabled administrator who has a password here. Nothing was
     * changed. Administrators who log in elsewhere only don't count, since that may be out of reach.
     */
    LAST_ADMIN
}
