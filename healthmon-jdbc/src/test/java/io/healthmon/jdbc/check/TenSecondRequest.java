package io.healthmon.jdbc.check;

import io.healthmon.check.CheckRequest;
import io.healthmon.check.Phase;
import io.healthmon.target.CheckSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A request of ten seconds. */
final class TenSecondRequest implements CheckRequest {
    private final CheckSpec spec;
    private final long start = System.nanoTime();
    final List<Phase> phases = new CopyOnWriteArrayList<>();
    private final List<Runnable> actions = new CopyOnWriteArrayList<>();

    TenSecondRequest(CheckSpec spec) {
        this.spec = spec;
    }

    void cancel() {
        actions.forEach(Runnable::run);
    }

    void awaitPhase(Phase phase) {
        org.awaitility.Awaitility.await().until(() -> phases.contains(phase));
    }

    @Override
    public String service() {
        return "postgres";
    }

    @Override
    public CheckSpec spec() {
        return spec;
    }

    @Override
    public Duration timeout() {
        return Duration.ofSeconds(10);
    }

    @Override
    public Duration remaining() {
        Duration left = timeout().minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    @Override
    public void entering(Phase phase) {
        phases.add(phase);
    }

    @Override
    public void onCancel(Runnable action) {
        actions.add(action);
    }
}
