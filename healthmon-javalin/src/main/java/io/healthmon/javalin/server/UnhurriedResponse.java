package io.healthmon.javalin.server;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * An answer whose first {@value #MAX} bytes are taken at once, whether its client takes them or not: no thread waits for a client that
 * reads nothing. Whoever writes more waits, as long as {@link Line} lets it.
 */
final class UnhurriedResponse extends Response.Wrapper implements Callback {

    static final int MAX = 64 * 1024;

    /** Of what was handed over, and when whoever did may go on. */
    private record Piece(boolean last, ByteBuffer bytes, Callback done) {}

    private final Callback end;
    private final Queue<Piece> waiting = new ArrayDeque<>();
    private long copied;
    private boolean writing;
    private boolean begun;
    private boolean ended;
    private boolean told;
    private @Nullable Throwable failure;

    UnhurriedResponse(Request request, Response response, Callback end) {
        super(request, response);
        this.end = end;
    }

    @Override
    public void write(boolean last, ByteBuffer bytes, Callback callback) {
        int size = bytes == null ? 0 : bytes.remaining();
        boolean copies;
        synchronized (this) {
            begun = true;
            copies = failure == null && copied + size <= MAX;
            if (copies) {
                copied += size;
                ByteBuffer copy = ByteBuffer.allocate(size);
                if (bytes != null) {
                    copy.put(bytes).flip();
                }
                waiting.add(new Piece(last, copy, Callback.NOOP));
            } else {
                waiting.add(new Piece(last, bytes, callback));
            }
        }
        if (copies) {
            callback.succeeded();
        }
        next();
    }

    private void next() {
        Piece piece;
        Optional<Throwable> broken;
        synchronized (this) {
            if (writing) {
                return;
            }
            piece = waiting.poll();
            broken = Optional.ofNullable(failure);
            writing = piece != null && broken.isEmpty();
        }
        if (piece == null) {
            tell();
        } else if (broken.isPresent()) {
            piece.done().failed(broken.get());
            next();
        } else {
            super.write(
                    piece.last(), piece.bytes(), Callback.from(() -> written(piece), thrown -> broke(piece, thrown)));
        }
    }

    private void written(Piece piece) {
        synchronized (this) {
            writing = false;
        }
        piece.done().succeeded();
        next();
    }

    private void broke(Piece piece, Throwable thrown) {
        synchronized (this) {
            writing = false;
            failure = thrown;
        }
        piece.done().failed(thrown);
        next();
    }

    @Override
    public boolean isCommitted() {
        synchronized (this) {
            if (begun) {
                return true;
            }
        }
        return super.isCommitted();
    }

    @Override
    public void succeeded() {
        synchronized (this) {
            ended = true;
        }
        next();
    }

    @Override
    public void failed(Throwable thrown) {
        synchronized (this) {
            ended = true;
            failure = thrown;
        }
        next();
    }

    /** Once all is written and its writer is done, the request ends; not before. */
    private void tell() {
        Throwable broken;
        synchronized (this) {
            if (!ended || told || writing || !waiting.isEmpty()) {
                return;
            }
            told = true;
            broken = failure;
        }
        if (broken == null) {
            end.succeeded();
        } else {
            end.failed(broken);
        }
    }
}
