package io.healthmon.examples.benchmarks.page;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages that are open: each listens to what happens, and comes again when its stream has ended, as a browser does. */
final class Visitors implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Visitors.class);
    private static final long AGAIN_MILLIS = 2_000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<InputStream> open = new ArrayList<>();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger listening = new AtomicInteger();
    private volatile boolean closed;

    /** So many, of this stream. */
    Visitors(int many, String stream) {
        for (int i = 0; i < many; i++) {
            threads.execute(() -> listen(stream));
        }
    }

    private void listen(String stream) {
        while (!closed) {
            try {
                HttpResponse<InputStream> response = client.send(
                        HttpRequest.newBuilder(URI.create(stream))
                                .header("Accept", "text/event-stream")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream());
                if (response.statusCode() == 200) {
                    read(response.body());
                }
                Thread.sleep(AGAIN_MILLIS);
            } catch (IOException ended) {
                LOG.debug("a stream has ended: {}", ended.toString());
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void read(InputStream in) throws IOException {
        synchronized (open) {
            open.add(in);
        }
        listening.incrementAndGet();
        try (in) {
            byte[] buffer = new byte[8_192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                bytes.addAndGet(read);
            }
        } finally {
            listening.decrementAndGet();
            synchronized (open) {
                open.remove(in);
            }
        }
    }

    /** How many listen at present. */
    int listening() {
        return listening.get();
    }

    /** How much all of them were told so far. */
    long bytes() {
        return bytes.get();
    }

    @Override
    public void close() {
        closed = true;
        threads.shutdownNow();
        synchronized (open) {
            open.forEach(in -> {
                try {
                    in.close();
                } catch (IOException gone) {
                    LOG.debug("a stream was over already: {}", gone.toString());
                }
            });
        }
    }
}
