package io.healthmon.check.http;

import io.healthmon.check.Timings;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import java.util.List;
import java.util.Optional;

/** An answer whose head has come and whose body is on its way. */
final class NettyAnswer {

    private static final int MAX_HEADERS = HeaderRules.MAX_HEADERS;

    private final int code;
    private final Optional<String> contentType;
    private final Optional<String> location;
    private final String encoding;
    private final boolean lasting;
    private final CappedBody body;

    NettyAnswer(HttpResponse head, int maxBody) {
        HttpHeaders headers = head.headers();
        code = head.status().code();
        contentType = Optional.ofNullable(headers.get(HttpHeaderNames.CONTENT_TYPE));
        location = Optional.ofNullable(headers.get(HttpHeaderNames.LOCATION));
        encoding = Optional.ofNullable(headers.get(HttpHeaderNames.CONTENT_ENCODING))
                .orElse("");
        lasting = HttpUtil.isKeepAlive(head);
        body = new CappedBody(maxBody, encoding);
    }

    /**
     * What is wrong with a head, to follow "the answer of X". The codec has refused what it cannot parse, more than one length,
     * a length beside chunks, and characters that no header may hold; this is what it lets pass.
     */
    static Optional<String> violation(HttpResponse head) {
        if (head.protocolVersion().majorVersion() != 1) {
            return Optional.of("does not follow HTTP/1");
        }
        int code = head.status().code();
        if (code < 100 || code > 999) {
            return Optional.of("has a status code that means nothing");
        }
        if (code == 101) {
            return Optional.of("goes over to another protocol, unasked");
        }
        HttpHeaders headers = head.headers();
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            List<String> transferEncodings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
            if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
                return Optional.of("has both a Content-Length and a Transfer-Encoding");
            }
            if (transferEncodings.size() > 1
                    || !transferEncodings.get(0).strip().equalsIgnoreCase("chunked")) {
                return Optional.of("has a Transfer-Encoding that was not asked for");
            }
        }
        return headers.size() > MAX_HEADERS ? Optional.of("has too many headers") : Optional.empty();
    }

    /** Takes bytes of the body; false once there is no use for more. */
    boolean add(ByteBuf bytes) {
        for (var part : bytes.nioBuffers()) {
            if (!body.add(part)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the connection may carry another exchange after this one. */
    boolean isLasting() {
        return lasting;
    }

    /** Whether the body must be decoded. */
    boolean isEncoded() {
        return !encoding.isEmpty();
    }

    HttpExchangeResult result(Timings timings) {
        return new HttpExchangeResult.Answered(code, contentType, location, body.collect(), timings);
    }
}
