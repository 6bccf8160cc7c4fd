package io.healthmon.check.http;

import io.healthmon.target.Secret;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** From a hop to the message that Netty sends. */
final class NettyRequests {

    /** Those that may be sent again if it is not known whether they arrived (RFC 9110, section 9.2.2). */
    private static final Set<String> IDEMPOTENT = Set.of("GET", "HEAD", "OPTIONS", "PUT", "DELETE");

    private static final Set<String> WITH_CONTENT = Set.of("POST", "PUT", "PATCH");

    /** What decides where a message ends, and who hears it, is not for a spec to say. */
    private static final List<CharSequence> OURS = List.of(
            HttpHeaderNames.CONNECTION,
            HttpHeaderNames.CONTENT_LENGTH,
            HttpHeaderNames.EXPECT,
            HttpHeaderNames.TE,
            HttpHeaderNames.TRANSFER_ENCODING,
            HttpHeaderNames.UPGRADE);

    private NettyRequests() {}

    /**
     * The message for a request.
     *
     * @throws IllegalArgumentException if it cannot be sent as it is; quotes the request, so it must not be shown
     */
    static FullHttpRequest of(HttpExchangeRequest request) {
        Hop hop = request.hop();
        if (hop.port() > HttpSpec.MAX_PORT) {
            throw new IllegalArgumentException("port");
        }
        ByteBuf content = hop.body()
                .map(body -> Unpooled.wrappedBuffer(body.reveal().getBytes(StandardCharsets.UTF_8)))
                .orElse(Unpooled.EMPTY_BUFFER);
        FullHttpRequest message = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf(hop.method()), target(hop.uri()), content);
        HttpHeaders headers = message.headers();
        headers.set(HttpHeaderNames.HOST, host(hop.authority()));
        for (Map.Entry<String, Secret> header : hop.headers().entrySet()) {
            headers.set(header.getKey(), header.getValue().reveal());
        }
        for (CharSequence own : OURS) {
            if (headers.contains(own)) {
                throw new IllegalArgumentException("header");
            }
        }
        if (content.isReadable() || WITH_CONTENT.contains(hop.method())) {
            headers.setInt(HttpHeaderNames.CONTENT_LENGTH, content.readableBytes());
        }
        if (request.spec().connection() == ConnectionUse.FRESH) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return message;
    }

    /** Whether it may go over a connection of which nobody knows whether it still stands. */
    static boolean mayUseKept(HttpExchangeRequest request) {
        return request.spec().connection() == ConnectionUse.KEEP_ALIVE
                && IDEMPOTENT.contains(request.hop().method());
    }

    private static String target(URI uri) {
        return uri.getRawQuery() == null ? uri.getRawPath() : uri.getRawPath() + "?" + uri.getRawQuery();
    }

    /** The zone of an IPv6 address means something on this machine only. */
    private static String host(Authority authority) {
        String host = authority.toString();
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone) + host.substring(host.indexOf(']'));
    }
}
