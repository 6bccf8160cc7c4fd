package io.healthmon.javalin.auth.login;

/** The libraries that logging in needs and that no embedder without people has to have. */
final class Libraries {

    private Libraries() {}

    /** Throws, with a sentence that names what is missing, before a class of it would be missed in the middle of a login. */
    static void require(boolean codes) {
        require(
                "org.bouncycastle.crypto.generators.Argon2BytesGenerator",
                "org.bouncycastle:bcpkix-jdk18on",
                "passwords");
        if (codes) {
            require(
                    "com.eatthepath.otp.TimeBasedOneTimePasswordGenerator",
                    "com.eatthepath:java-otp",
                    "one-time codes");
        }
    }

    private static void require(String name, String library, String what) {
        try {
            Class.forName(name, false, Libraries.class.getClassLoader());
        } catch (ClassNotFoundException | LinkageError absent) {
            throw new IllegalStateException(
                    "users who log in need " + library + " on the class path, for " + what
                            + "; add it, or leave HealthMonitorConfig.access out, and the configuration's keys alone count",
                    absent);
        }
    }
}
