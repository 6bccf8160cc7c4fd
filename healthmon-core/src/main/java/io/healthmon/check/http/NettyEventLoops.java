package io.healthmon.check.http;

import io.healthmon.check.DaemonThreads;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The threads that Netty waits on: over Linux's epoll directly where its native part is there and loads, over Java's selector
 * elsewhere. One thread carries some ten thousand exchanges a second, so a second one pays on larger machines only. Daemons.
 */
final class NettyEventLoops implements AutoCloseable {

    private static final int PROCESSORS_FOR_TWO = 8;

    private final EventLoopGroup group;
    private final Supplier<SocketChannel> channels;

    NettyEventLoops() {
        int threads = Runtime.getRuntime().availableProcessors() < PROCESSORS_FOR_TWO ? 1 : 2;
        boolean epoll = epoll();
        group = new MultiThreadIoEventLoopGroup(
                threads,
                DaemonThreads.named("healthmon-http"),
                epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        channels = epoll ? EpollSocketChannel::new : NioSocketChannel::new;
    }

    private static boolean epoll() {
        try {
            return Epoll.isAvailable();
        } catch (LinkageError absent) {
            return false;
        }
    }

    List<Executor> all() {
        List<Executor> all = new ArrayList<>();
        group.forEach(all::add);
        return all;
    }

    EventLoop next() {
        return group.next();
    }

    /** A socket that is not connected yet. Throws if there is no file handle left. */
    SocketChannel open() {
        return channels.get();
    }

    /** Does not wait. */
    @Override
    public void close() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
