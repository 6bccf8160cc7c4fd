package io.healthmon.javalin.auth.login;

/** Base32 (RFC 4648) without padding, as authenticator apps take it. */
final class Base32 {

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;
    private static final int BYTE = 8;

    private Base32() {}

    static String encode(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int buffer = 0;
        int bits = 0;
        for (byte b : bytes) {
            buffer = buffer << BYTE | b & 0xff;
            bits += BYTE;
            while (bits >= BITS) {
                bits -= BITS;
                text.append(ALPHABET.charAt(buffer >> bits & 31));
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt(buffer << BITS - bits & 31));
        }
        return text.toString();
    }

    /** Throws {@link IllegalArgumentException} if it is none. */
    static byte[] decode(String text) {
        byte[] bytes = new byte[text.length() * BITS / BYTE];
        int buffer = 0;
        int bits = 0;
        int at = 0;
        for (int i = 0; i < text.length(); i++) {
            int value = ALPHABET.indexOf(text.charAt(i));
            if (value < 0) {
                throw new IllegalArgumentException("not base32");
            }
            buffer = buffer << BITS | value;
            bits += BITS;
            if (bits >= BYTE) {
                bits -= BYTE;
                bytes[at++] = (byte) (buffer >> bits);
            }
            buffer &= (1 << bits) - 1;
        }
        return bytes;
    }
}
