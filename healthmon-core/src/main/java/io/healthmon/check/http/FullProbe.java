package io.healthmon.check.http;

import io.healthmon.check.CheckerContext;

/** Whether Netty is on the class path, and with it the probe that can do everything: see {@link NettyHttpProbe}. */
final class FullProbe {

    private static final String NEEDED = "io.netty.handler.codec.http.HttpClientCodec";

    private static final boolean PRESENT = find();

    private FullProbe() {}

    static boolean present() {
        return PRESENT;
    }

    /** The full probe if it is there, the JDK's client if not. */
    static HttpProbe orJdk(CheckerContext context) {
        return PRESENT ? new NettyHttpProbe(context.clock(), context.executor()) : new JdkHttpProbe(context.clock());
    }

    private static boolean find() {
        try {
            Class.forName(NEEDED, false, FullProbe.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
