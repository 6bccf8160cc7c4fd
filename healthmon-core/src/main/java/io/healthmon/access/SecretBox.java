package io.healthmon.access;

import io.healthmon.target.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secrets that the database keeps, by AES-256-GCM, and opens them again. What a secret is for goes into the seal: one that is
 * moved to another row does not open there. A box is base64 of a byte that says how it was made, 1; a nonce of 96 random bits, of which
 * NIST SP 800-38D (section 8.3) allows four thousand million for one key; and the text with a tag of 128 bits. Thread-safe.
 */
public final class SecretBox {

    private static final byte MADE_SO = 1;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BYTES = 16;
    private static final int LONGEST = 4_096;

    private final SealingKeys keys;
    private final SecureRandom random = new SecureRandom();

    public SecretBox(SealingKeys keys) {
        this.keys = keys;
    }

    /**
     * Seals a secret with the first key.
     *
     * @param secret at most 4,096 bytes in UTF-8
     * @param purpose what it is for, down to the row: {@link #totpOf}; needed again to open it
     */
    public SealedSecret seal(Secret secret, String purpose) {
        byte[] text = secret.reveal().getBytes(StandardCharsets.UTF_8);
        if (text.length > LONGEST) {
            throw new IllegalArgumentException("a secret that is sealed has at most " + LONGEST + " bytes");
        }
        SealingKey key = keys.first();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, purpose).doFinal(text);
            ByteBuffer box = ByteBuffer.allocate(1 + NONCE_BYTES + sealed.length);
            box.put(MADE_SO).put(nonce).put(sealed);
            return new SealedSecret(key.id(), Base64.getEncoder().encodeToString(box.array()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not to be had from this JVM", e);
        }
    }

    /**
     * Opens what was sealed.
     *
     * @param purpose the one that it was sealed for
     * @throws SealedException if there is no key of its id, or it was changed, or sealed for something else
     */
    public Secret open(SealedSecret sealed, String purpose) {
        SealingKey key = keys.ofId(sealed.keyId())
                .orElseThrow(() -> new SealedException("it was sealed with key '" + sealed.keyId()
                        + "', which is not here any more: give it among secret-keys, behind the first"));
        byte[] box = decoded(sealed);
        if (box.length < 1 + NONCE_BYTES + TAG_BYTES || box[0] != MADE_SO) {
            throw new SealedException("it was not sealed by this program, or by a newer one");
        }
        ByteBuffer parts = ByteBuffer.wrap(box, 1, box.length - 1);
        byte[] nonce = new byte[NONCE_BYTES];
        parts.get(nonce);
        byte[] text = new byte[parts.remaining()];
        parts.get(text);
        try {
            return Secret.of(
                    new String(cipher(Cipher.DECRYPT_MODE, key, nonce, purpose).doFinal(text), StandardCharsets.UTF_8));
        } catch (AEADBadTagException e) {
            throw new SealedException("key '" + sealed.keyId()
                    + "' does not open it: it was changed, sealed for something else, or with another key of that id");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-256-GCM is not to be had from this JVM", e);
        }
    }

    /** True if it is sealed with the first key. */
    public boolean isUpToDate(SealedSecret sealed) {
        return keys.first().id().equals(sealed.keyId());
    }

    /** What the secret of a user's one-time codes is sealed for. */
    public static String totpOf(User user) {
        return "totp of user " + user.id();
    }

    private static byte[] decoded(SealedSecret sealed) {
        try {
            return Base64.getDecoder().decode(sealed.box());
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static Cipher cipher(int mode, SealingKey key, byte[] nonce, String purpose)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key.bytes(), "AES"), new GCMParameterSpec(8 * TAG_BYTES, nonce));
        cipher.updateAAD(("healthmon " + purpose).getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
