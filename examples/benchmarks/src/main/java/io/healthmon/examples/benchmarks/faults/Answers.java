package io.healthmon.examples.benchmarks.faults;

import io.healthmon.examples.benchmarks.faults.Watch.Sample;
import io.healthmon.examples.benchmarks.faults.Watch.Source;
import io.healthmon.examples.benchmarks.rig.Api;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Judges what the API answered: from memory always, and stale in time; from the store, or else 503 with a sentence. */
final class Answers {

    private static final String STATUS = "/api/health/status";

    private final List<Sample> samples;
    private final List<String> problems = new ArrayList<>();
    private long noticedMillis;

    Answers(List<Sample> samples, List<Window> windows) {
        this.samples = samples;
        samples.forEach(this::one);
        windows.forEach(this::in);
        if (samples.isEmpty()) {
            problems.add("the API was never asked");
        }
    }

    private void one(Sample sample) {
        Api.Answer answer = sample.answer();
        boolean well = answer.code() == 200;
        boolean sentence = answer.code() == 503
                && sample.source() == Source.STORE
                && answer.body().path("error").asText().contains(" ");
        if (!well && !sentence) {
            problem(sample, answer.code() == 0 ? "no answer" : answer.code() + " " + answer.body());
        } else if (answer.millis() > Api.LIMIT.toMillis()) {
            problem(sample, "answered late");
        }
    }

    private void problem(Sample sample, String what) {
        problems.add(sample.path() + ": " + what + " after " + sample.answer().millis() + " ms");
    }

    private void in(Window window) {
        Optional<Sample> first = samples.stream()
                .filter(sample -> sample.path().equals(STATUS) && inside(sample, window))
                .filter(sample -> !sample.answer().staleSince().isEmpty())
                .findFirst();
        if (first.isEmpty()) {
            problems.add(window.outage() + ": the API did not say that it is stale within "
                    + (window.to() - window.asked()) / 1_000_000 + " ms");
            return;
        }
        long since = first.get().to();
        noticedMillis = Math.max(noticedMillis, (since - window.asked()) / 1_000_000);
        for (Sample sample : samples) {
            if (sample.from() < since || sample.to() > window.to()) {
                continue;
            }
            if (sample.source() == Source.MEMORY && sample.answer().staleSince().isEmpty()) {
                problem(sample, window.outage() + ": stale no more");
            }
            if (sample.source() == Source.STORE
                    && sample.answer().code() == 200
                    && !window.outage().mayBeRead()) {
                problem(sample, window.outage() + ": answered without the store");
            }
        }
    }

    private static boolean inside(Sample sample, Window window) {
        return sample.from() >= window.from() && sample.to() <= window.to();
    }

    List<String> problems() {
        return problems;
    }

    long noticedMillis() {
        return noticedMillis;
    }

    long slowest(Source source) {
        return samples.stream()
                .filter(sample -> sample.source() == source)
                .mapToLong(sample -> sample.answer().millis())
                .max()
                .orElse(0);
    }
}
