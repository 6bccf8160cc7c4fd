package io.healthmon.check.http;

import io.healthmon.check.CheckerContext;
import java.util.List;

/** Whether Netty is on the class path, and with it the probe that can do everything: see {@link NettyHttpProbe}. */
final class FullProbe {

    /** The second came with Netty 4.2; before it, the JDK's client serves. */
    private static final List<String> NEEDED =
            List.of("io.netty.handler.codec.http.HttpClientCodec", "io.netty.channel.MultiThreadIoEventLoopGroup");

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
            for (String name : NEEDED) {
                Class.forName(name, false, FullProbe.class.getClassLoader());
            }
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }
}
