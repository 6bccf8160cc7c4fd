package io.healthmon.javalin.live;

import io.healthmon.MonitorListener;
import io.healthmon.javalin.page.StripSvg;
import io.healthmon.javalin.page.Words;
import io.healthmon.javalin.wire.Json;
import io.healthmon.store.RecordedStep;
import io.healthmon.store.StoreStatus;
import io.healthmon.time.Timers;
import io.healthmon.view.HealthView;
import io.healthmon.view.RecentChecks;
import io.healthmon.view.RecentChecks.Bar;
import io.healthmon.view.ServiceStatus;
import io.healthmon.view.UnknownServiceException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells open pages what has changed: once a second, only of the services that they show, the same bytes to all that show the same. That
 * something else changed, an alert or the whole, is only said: a page asks for what it shows of that. Costs nothing while no page is
 * open. Thread-safe.
 */
public final class LiveFeed implements MonitorListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int MOST_STREAMS = 500;

    /** With nothing to tell, a word is sent every so many ticks, before a proxy or the server takes the silence for an end. */
    private static final int QUIET_TICKS = 15;

    /** Whether who asked may still is looked at every so many ticks. */
    private static final int LOOK_TICKS = 2;

    private final HealthView view;
    private final RecentChecks recent;
    private final Timers timers;
    private final Executor executor;
    private final List<LiveStream> streams = new CopyOnWriteArrayList<>();
    private final Map<String, Integer> checked = new ConcurrentHashMap<>();
    private final Map<String, Set<String>> shown = new HashMap<>();
    private volatile boolean changed;
    private volatile boolean closed;
    private long tick;

    /**
     * A feed, to be added to the monitor's listeners after {@code recent}.
     *
     * @param timers the feed runs on its thread, and never blocks it
     * @param executor looks whether those who asked may still
     */
    public LiveFeed(HealthView view, RecentChecks recent, Timers timers, Executor executor) {
        this.view = view;
        this.recent = recent;
        this.timers = timers;
        this.executor = executor;
        timers.after(TICK, this::tick);
    }

    /**
     * Adds a page.
     *
     * @return false if there are too many
     */
    public boolean add(LiveStream stream) {
        if (closed || streams.size() >= MOST_STREAMS) {
            return false;
        }
        streams.add(stream);
        return true;
    }

    /** How many pages listen. */
    public int pages() {
        return streams.size();
    }

    @Override
    public void onStep(RecordedStep recorded) {
        if (streams.isEmpty()) {
            return;
        }
        if (recorded.step().check().isPresent()) {
            checked.merge(recorded.step().service(), 1, Integer::sum);
        }
        boolean turned =
                recorded.step().state().since().equals(recorded.step().check().map(check -> check.timestamp()));
        if (turned || recorded.step().tellsOfAlerts()) {
            changed = true;
        }
    }

    @Override
    public void onStoreStatus(StoreStatus status) {
        changed = true;
    }

    private void tick() {
        if (closed) {
            return;
        }
        try {
            tell();
        } catch (RuntimeException e) {
            LOG.error("open pages could not be told what has changed", e);
        }
        timers.after(TICK, this::tick);
    }

    private void tell() {
        tick++;
        streams.removeIf(LiveStream::ended);
        if (streams.isEmpty()) {
            checked.clear();
            shown.clear();
            changed = false;
            return;
        }
        if (tick % LOOK_TICKS == 0) {
            executor.execute(() -> streams.forEach(LiveStream::look));
        }
        boolean other = changed;
        changed = false;
        if (other) {
            shown.clear();
        }
        Map<String, Integer> news = take();
        Map<String, Optional<byte[]>> said = new HashMap<>();
        for (LiveStream stream : streams) {
            Optional<byte[]> bytes =
                    said.computeIfAbsent(stream.group(), group -> event(names(group, stream.services()), news));
            bytes.ifPresent(stream::send);
            if (other) {
                stream.send(CHANGED);
            } else if (bytes.isEmpty() && tick % QUIET_TICKS == 0) {
                stream.send(STILL_HERE);
            }
        }
    }

    private static final byte[] CHANGED = "event: changed\ndata: 1\n\n".getBytes(StandardCharsets.UTF_8);
    private static final byte[] STILL_HERE = ": still here\n\n".getBytes(StandardCharsets.UTF_8);

    /** Pages of one group show the same services, which only change when something does. */
    private Set<String> names(String group, Supplier<Set<String>> services) {
        return shown.computeIfAbsent(group, its -> services.get());
    }

    private Map<String, Integer> take() {
        Map<String, Integer> news = new HashMap<>();
        for (String service : checked.keySet()) {
            Integer many = checked.remove(service);
            if (many != null) {
                news.put(service, many);
            }
        }
        return news;
    }

    private Optional<byte[]> event(Set<String> services, Map<String, Integer> news) {
        List<Map<String, Object>> changes = new ArrayList<>();
        for (String service : services) {
            Integer many = news.get(service);
            if (many != null) {
                change(service, many).ifPresent(changes::add);
            }
        }
        if (changes.isEmpty()) {
            return Optional.empty();
        }
        String json = new String(Json.write(changes), StandardCharsets.UTF_8);
        return Optional.of(("event: checks\ndata: " + json + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    private Optional<Map<String, Object>> change(String name, int many) {
        ServiceStatus service;
        try {
            service = view.service(name);
        } catch (UnknownServiceException removed) {
            return Optional.empty();
        }
        RecentChecks.Strip strip = recent.of(name);
        List<Bar> bars = strip.bars();
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("n", name);
        change.put(
                "b",
                bars.subList(Math.max(0, bars.size() - many), bars.size()).stream()
                        .map(bar -> StripSvg.bar(bar, strip))
                        .toList());
        service.state().lastCheck().ifPresent(check -> {
            change.put("s", StripSvg.letter(service.status()));
            change.put("ms", service.status().operational() ? check.responseTimeMillis() : -1);
            change.put("at", Words.iso(check.timestamp()));
        });
        change.put("up", Words.percent(service.day().uptimePercentage()));
        return Optional.of(change);
    }

    /** Ends all streams. */
    @Override
    public void close() {
        closed = true;
        streams.forEach(LiveStream::end);
        streams.clear();
    }
}
