package io.healthmon.check.http;

import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.Timings;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One connection: carries one exchange at a time and turns what the codec reads into its end. Closed after it, unless the spec
 * and the answer let it be kept. Confined to its event loop.
 */
final class NettyConnection extends ChannelInboundHandlerAdapter {

    /** More interim answers are not waited for: somebody plays for time. */
    static final int MAX_INTERIM_ANSWERS = 16;

    /** Lines that end in a bare LF are taken, as every browser does; they leave no doubt where an answer ends. */
    private static final HttpDecoderConfig RULES = new HttpDecoderConfig()
            .setMaxInitialLineLength(4 * 1_024)
            .setMaxHeaderSize(HeaderRules.MAX_CHARACTERS)
            .setStrictLineParsing(false);

    private final Channel channel;
    private final NettyIdleConnections.Key key;
    private final NettyIdleConnections idle;
    private @Nullable NettyExchange exchange;
    private @Nullable NettyAnswer answer;
    private int exchanges;
    private int interimAnswers;
    private boolean withinInterim;
    private boolean answerBegan;
    private boolean reusable;

    NettyConnection(Channel channel, NettyIdleConnections.Key key, NettyIdleConnections idle) {
        this.channel = channel;
        this.key = key;
        this.idle = idle;
    }

    /** Puts the codec and itself in the channel's way. */
    void install(@Nullable SslHandler tls) {
        ChannelPipeline pipeline = channel.pipeline();
        if (tls != null) {
            pipeline.addLast(tls);
        }
        pipeline.addLast(new FirstByte(), new HttpClientCodec(RULES, false, false), this);
    }

    Channel channel() {
        return channel;
    }

    NettyIdleConnections.Key key() {
        return key;
    }

    /** Sends a request and waits for its answer. */
    void carry(NettyExchange next) {
        if (next.isOver()) {
            channel.close();
            return;
        }
        exchange = next;
        answer = null;
        interimAnswers = 0;
        withinInterim = false;
        answerBegan = false;
        reusable = false;
        exchanges++;
        if (!channel.isActive()) {
            lost(next);
            return;
        }
        next.phases().entering(Phase.RESPONSE);
        channel.writeAndFlush(next.message()).addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    /** Sees the bytes before the codec does: when the first comes, and whether it can be HTTP at all. */
    private final class FirstByte extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object read) {
            NettyExchange current = exchange;
            if (!answerBegan && current != null && read instanceof ByteBuf bytes && bytes.isReadable()) {
                answerBegan = true;
                current.phases().entering(Phase.BODY);
                if (bytes.getByte(bytes.readerIndex()) != 'H') {
                    ReferenceCountUtil.release(read);
                    end(HttpFailures.notHttp(hop(current), current.phases().timings()));
                    return;
                }
            }
            context.fireChannelRead(read);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object read) {
        try {
            NettyExchange current = exchange;
            if (current == null) {
                // Nobody asked: what follows an answer, or is sent into an idle connection, makes it useless.
                reusable = false;
                channel.close();
            } else if (read instanceof HttpObject object) {
                read(current, object);
            }
        } finally {
            ReferenceCountUtil.release(read);
        }
    }

    private void read(NettyExchange current, HttpObject object) {
        if (object.decoderResult().isFailure()) {
            if (object.decoderResult().cause() instanceof PrematureChannelClosureException) {
                lost(current);
            } else {
                end(HttpFailures.notHttp(hop(current), current.phases().timings()));
            }
            return;
        }
        if (object instanceof HttpResponse head) {
            head(current, head);
        }
        if (object instanceof HttpContent content && exchange != null) {
            content(current, content);
        }
    }

    private void head(NettyExchange current, HttpResponse head) {
        Optional<String> violation = NettyAnswer.violation(head);
        if (violation.isEmpty() && head.status().codeClass() == HttpStatusClass.INFORMATIONAL) {
            withinInterim = true;
            if (++interimAnswers > MAX_INTERIM_ANSWERS) {
                violation = Optional.of("never gets beyond interim answers");
            }
        }
        if (violation.isPresent()) {
            Timings timings = current.phases().timings();
            end(HttpFailures.badAnswer(hop(current), violation.get(), timings));
        } else if (!withinInterim) {
            answer = new NettyAnswer(head, current.request().spec().maxBody());
            current.request()
                    .heads()
                    .accept(new AnswerHead(
                            head.status().code(),
                            Optional.ofNullable(head.headers().get(HttpHeaderNames.RETRY_AFTER))));
        }
    }

    private void content(NettyExchange current, HttpContent content) {
        if (withinInterim) {
            withinInterim = !(content instanceof LastHttpContent);
            return;
        }
        NettyAnswer coming = answer;
        if (coming == null) {
            return;
        }
        boolean wanted = coming.add(content.content());
        if (!wanted || content instanceof LastHttpContent) {
            reusable =
                    wanted && coming.isLasting() && current.request().spec().connection() == ConnectionUse.KEEP_ALIVE;
            letGo();
            current.answered(coming);
        }
    }

    /** Only after all that came with the answer has been looked at is it certain that nothing came behind it. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (exchange == null && reusable && channel.isActive()) {
            reusable = false;
            idle.put(this);
        }
        context.fireChannelReadComplete();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        idle.remove(this);
        NettyExchange current = exchange;
        if (current != null) {
            lost(current);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        NettyExchange current = exchange;
        if (current == null) {
            channel.close();
        } else if (!answerBegan && exchanges > 1) {
            lost(current);
        } else if (NettyFailures.isTheTargets(thrown)) {
            Timings timings = current.phases().timings();
            end(NettyFailures.answering(thrown, answerBegan, hop(current), timings));
        } else {
            letGo();
            current.fail(thrown);
        }
    }

    private void lost(NettyExchange current) {
        if (exchanges > 1 && !answerBegan) {
            letGo();
            channel.close();
            current.beginAfresh();
            return;
        }
        Timings timings = current.phases().timings();
        end(
                answerBegan
                        ? HttpFailures.lostWithinAnswer(hop(current), timings)
                        : HttpFailures.lostBeforeAnswer(hop(current), timings));
    }

    private void end(Observation observation) {
        NettyExchange current = exchange;
        letGo();
        channel.close();
        if (current != null) {
            current.end(observation);
        }
    }

    private void letGo() {
        exchange = null;
        answer = null;
        if (!reusable) {
            channel.close();
        }
    }

    private static Hop hop(NettyExchange exchange) {
        return exchange.request().hop();
    }
}
