package io.healthmon.javalin.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable;

/**
 * Takes a request's body in before anybody answers it, and no thread waits meanwhile: one that drips holds nothing up. More than
 * {@value #MAX} bytes are refused, by what the headers say before any is read, otherwise at the first that is too many.
 */
final class WholeRequest extends Handler.Wrapper {

    /** In bytes, of one body. */
    static final int MAX = 64 * 1024;

    /** In bytes, of all bodies together that are here in part or whole. */
    static final long MAX_TOGETHER = 16L * 1024 * 1024;

    private final AtomicLong together = new AtomicLong();

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        if (request.getLength() > MAX) {
            Refusal.TOO_LARGE.answer(request, response, callback);
        } else {
            new Reading(request, response, callback).run();
        }
        return true;
    }

    /** The reading of one body. */
    private final class Reading implements Invocable.Task {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final ByteArrayOutputStream body = new ByteArrayOutputStream(0);
        private long counted;

        Reading(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            Request.addCompletionListener(request, failure -> together.addAndGet(-counted));
        }

        @Override
        public InvocationType getInvocationType() {
            return InvocationType.BLOCKING;
        }

        @Override
        public void run() {
            while (true) {
                Content.Chunk chunk = request.read();
                if (chunk == null) {
                    request.demand(this);
                    return;
                }
                if (Content.Chunk.isFailure(chunk)) {
                    Refusal.BROKEN.answer(request, response, callback);
                    return;
                }
                boolean last = chunk.isLast();
                boolean room = take(chunk);
                chunk.release();
                if (body.size() > MAX) {
                    Refusal.TOO_LARGE.answer(request, response, callback);
                    return;
                }
                if (!room) {
                    Refusal.BUSY.answer(request, response, callback);
                    return;
                }
                if (last) {
                    pass();
                    return;
                }
            }
        }

        private boolean take(Content.Chunk chunk) {
            int size = chunk.remaining();
            counted += size;
            if (together.addAndGet(size) > MAX_TOGETHER) {
                return false;
            }
            byte[] bytes = new byte[size];
            chunk.get(bytes, 0, size);
            body.write(bytes, 0, size);
            return true;
        }

        private void pass() {
            Line line = GuardedConnector.line(
                    request.getConnectionMetaData().getConnection().getEndPoint());
            if (line != null) {
                line.bodyEnds();
            }
            Whole whole = new Whole(request, ByteBuffer.wrap(body.toByteArray()));
            try {
                if (!getHandler().handle(whole, response, callback)) {
                    Response.writeError(whole, response, callback, 404);
                }
            } catch (Exception e) {
                Response.writeError(whole, response, callback, e);
            }
        }
    }

    /** A request whose body is here. Its chunks are read by one thread at a time. */
    private static final class Whole extends Request.Wrapper {
        private final Content.Chunk all;
        private boolean read;

        Whole(Request request, ByteBuffer body) {
            super(request);
            all = body.hasRemaining() ? Content.Chunk.from(body, true) : Content.Chunk.EOF;
        }

        @Override
        public synchronized Content.Chunk read() {
            if (read) {
                return Content.Chunk.EOF;
            }
            read = true;
            return all;
        }

        @Override
        public void demand(Runnable ready) {
            getContext().execute(ready);
        }
    }
}
