package io.healthmon.javalin.live;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One page's stream of server-sent events. Nobody waits for its reader: what does not go out at once is kept, up to a bound, beyond which
 * the stream ends; and so it does when it has carried enough. A browser comes again by itself, through the gate. Thread-safe.
 */
public final class LiveStream implements WriteListener {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);

    /** In bytes: what the server takes of an answer without waiting for its reader. */
    private static final int MOST = 60 * 1024;

    private final ServletOutputStream out;
    private final String group;
    private final Supplier<Set<String>> services;
    private final BooleanSupplier welcome;
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
    private int sent;
    private boolean flushed = true;
    private boolean begun;
    private final CompletableFuture<Void> end = new CompletableFuture<>();

    /**
     * The stream of a request that is answered later.
     *
     * @param group the same for all that show the same services
     * @param services the names of those; asked again when something changed
     * @param welcome whether who asked may still see them
     */
    public LiveStream(ServletOutputStream out, String group, Supplier<Set<String>> services, BooleanSupplier welcome) {
        this.out = out;
        this.group = group;
        this.services = services;
        this.welcome = welcome;
    }

    String group() {
        return group;
    }

    Supplier<Set<String>> services() {
        return services;
    }

    /** Begins, with the time after which a browser comes again; completes when it has ended. */
    public CompletableFuture<Void> begin() {
        send("retry: 2000\n\n".getBytes(StandardCharsets.UTF_8));
        out.setWriteListener(this);
        return end;
    }

    /** Sends it when the reader is ready. */
    synchronized void send(byte[] event) {
        if (end.isDone()) {
            return;
        }
        if (sent + waiting.size() + event.length > MOST) {
            end();
            return;
        }
        waiting.writeBytes(event);
        if (begun) {
            write();
        }
    }

    @Override
    public synchronized void onWritePossible() {
        begun = true;
        write();
    }

    /** As the servlet's rules are: nothing is written or flushed unless the stream said that it is ready. */
    private void write() {
        try {
            while (!end.isDone() && (waiting.size() > 0 || !flushed) && out.isReady()) {
                if (waiting.size() > 0) {
                    byte[] bytes = waiting.toByteArray();
                    waiting.reset();
                    sent += bytes.length;
                    flushed = false;
                    out.write(bytes);
                } else {
                    flushed = true;
                    out.flush();
                }
            }
        } catch (IOException | RuntimeException gone) {
            onError(gone);
        }
    }

    @Override
    public void onError(Throwable gone) {
        LOG.debug("a page is gone: {}", gone.toString());
        end();
    }

    /** Ends it if who asked is not let in any more. */
    void look() {
        if (!welcome.getAsBoolean()) {
            end();
        }
    }

    boolean ended() {
        return end.isDone();
    }

    /** Ends it. Idempotent. */
    public void end() {
        end.complete(null);
    }
}
