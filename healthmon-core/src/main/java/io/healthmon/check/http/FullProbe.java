package io.healthmon.check.http;

import io.healthmon.check.CheckerContext;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.time.MonitorClock;
import java.util.List;
import java.util.concurrent.Executor;

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
        HttpProbe probe = orJdk(context.clock(), context.executor(), context.door());
        probe.threads().forEach(context::waitsOn);
        return probe;
    }

    /** The same; {@code work} is for what takes long but does not block. */
    static HttpProbe orJdk(MonitorClock clock, Executor work, OutboundDoor door) {
        return PRESENT ? new NettyHttpProbe(clock, work) : new JdkHttpProbe(clock, door);
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
