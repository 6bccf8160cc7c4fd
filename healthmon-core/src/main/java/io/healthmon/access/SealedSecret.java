package io.healthmon.access;

/**
 * A secret as the database has it: useless without a key that the database does not have.
 *
 * @param keyId which key sealed it, 1 to 40 characters
 * @param box what came of it, base64
 */
public record SealedSecret(String keyId, String box) {

    public SealedSecret {
        if (keyId.isEmpty() || keyId.length() > 40 || box.isEmpty() || box.length() > 10_000) {
            throw new IllegalArgumentException("a sealed secret has a key id of 1 to 40 characters and a box");
        }
    }

    @Override
    public String toString() {
        return "***";
    }
}
