package io.healthmon.examples.benchmarks.page;

import io.healthmon.examples.benchmarks.machine.ProcessTree;
import io.healthmon.examples.benchmarks.rig.Rig;
import io.healthmon.examples.benchmarks.storm.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Opens the pages of a monitor at work, and measures as a reader would. Not thread-safe. */
final class PageRun {

    private static final int VISITS = 11;
    private static final long LOOK_MILLIS = 200;
    private static final Duration START_LIMIT = Duration.ofMinutes(5);

    /** What a browser was told, of the page and what it is made of; a stream that goes on is not counted. */
    private static final String BYTES = "return [...performance.getEntriesByType('navigation'),"
            + " ...performance.getEntriesByType('resource')].reduce((sum, it) => sum + it.transferSize, 0)";

    private static final String PAINT = "const paint = performance.getEntriesByName('first-contentful-paint')[0];"
            + " return paint ? paint.startTime : NaN";

    private static final String USABLE = "return performance.getEntriesByType('navigation')[0].loadEventEnd";

    /** From the key's event until the new list stands and is laid out. */
    private static final String KEYSTROKE = """
            const [text, done] = arguments;
            const find = document.querySelector("input[type=search]");
            const began = performance.now();
            document.addEventListener("htmx:afterSwap", () => {
              document.getElementById("list").getBoundingClientRect();
              done(performance.now() - began);
            }, { once: true });
            find.focus();
            find.value = text;
            find.dispatchEvent(new InputEvent("input", { bubbles: true }));
            """;

    /** Until the chart has points. */
    private static final String CHART = """
            const done = arguments[0];
            const look = () => document.querySelector(".uplot canvas") ? done(performance.now()) : setTimeout(look, 5);
            look();
            """;

    private final Rig rig;
    private final Duration interval;

    PageRun(Rig rig, Duration interval) {
        this.rig = rig;
        this.interval = interval;
    }

    /** Opening a page, in milliseconds since it was asked for, and in bytes. */
    record Opened(Times paint, Times usable, long bytes) {}

    /** A time with open pages. */
    record Watched(double cores, long leftOut, Times slots, double bytesPerPageAndMinute, int listening) {}

    /** Starts the monitor and waits until each service was asked twice. */
    void start() throws Exception {
        rig.monitor().start();
        rig.monitor().awaitReady();
        long begun = System.nanoTime();
        while (!rig.services().lasts().values().stream().allMatch(last -> last > 1)) {
            if (System.nanoTime() - begun > START_LIMIT.toNanos()) {
                throw new IllegalStateException("not all services are asked within five minutes");
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    String url(String path) {
        return "http://127.0.0.1:" + rig.monitor().api().port() + path;
    }

    /** The first visit, again and again. */
    Opened open(Chromium chromium, String path) throws InterruptedException {
        List<Long> paint = new ArrayList<>();
        List<Long> usable = new ArrayList<>();
        long bytes = 0;
        for (int i = 0; i < VISITS; i++) {
            chromium.openFresh(url(path));
            Thread.sleep(LOOK_MILLIS);
            paint.add(nanos(chromium.number(PAINT)));
            usable.add(nanos(chromium.number(USABLE)));
            bytes = Math.max(bytes, (long) chromium.number(BYTES));
        }
        return new Opened(new Times(paint), new Times(usable), bytes);
    }

    /** A keystroke in the search of the overview, until its result stands. */
    Times search(Chromium chromium) {
        chromium.open(url("/"));
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < 3 * VISITS; i++) {
            took.add(nanos(chromium.later(KEYSTROKE, Integer.toString(i))));
        }
        return new Times(took);
    }

    /** The page of a service, until its chart of 90 days stands. */
    Times chart(Chromium chromium) {
        List<Long> took = new ArrayList<>();
        for (int i = 0; i < VISITS; i++) {
            chromium.open(url("/services/" + rig.services().names().get(i * 7) + "?range=90d"));
            took.add(nanos(chromium.later(CHART)));
        }
        return new Times(took);
    }

    /** What the monitor does for so long while so many pages are open. */
    Watched watch(int pages, Duration time) throws InterruptedException {
        try (Visitors visitors = new Visitors(pages, url("/events"))) {
            Thread.sleep(5_000);
            double left = leftOut();
            ProcessTree monitor = new ProcessTree(rig.monitor().pid());
            double cpu = monitor.cpuSeconds();
            long bytes = visitors.bytes();
            long began = System.nanoTime();
            Thread.sleep(time.toMillis());
            long over = System.nanoTime();
            double seconds = (over - began) / 1e9;
            return new Watched(
                    (monitor.cpuSeconds() - cpu) / seconds,
                    (long) (leftOut() - left),
                    slots(began, over),
                    pages == 0 ? 0 : (visitors.bytes() - bytes) / (double) pages / seconds * 60,
                    visitors.listening());
        }
    }

    private double leftOut() {
        return rig.monitor().api().metric("healthmon_slots_skipped_total", "");
    }

    /** How far apart checks of a service were from what they are to be. */
    private Times slots(long from, long to) {
        List<Long> all = new ArrayList<>();
        for (String service : rig.services().names()) {
            List<Long> served = rig.services().servedBetween(service, from - interval.toNanos(), to);
            for (int i = 1; i < served.size(); i++) {
                all.add(Math.abs(served.get(i) - served.get(i - 1) - interval.toNanos()));
            }
        }
        return new Times(all);
    }

    private static long nanos(double millis) {
        return Math.round(millis * 1e6);
    }
}
