package io.healthmon.store.spool;

import io.healthmon.store.Numbered;
import java.util.List;

/**
 * How many entries there are, and how many of them may go when there is no room: what a segment is worth without being read.
 *
 * @param entries all
 * @param healthy those that go first: they found the service healthy and changed no alert
 * @param alerting those that never go: they changed an alert
 */
record Tally(int entries, int healthy, int alerting) {

    static final Tally NONE = new Tally(0, 0, 0);

    static Tally of(List<? extends Numbered> entries) {
        int healthy = 0;
        int alerting = 0;
        for (Numbered entry : entries) {
            healthy += entry.healthyAlone() ? 1 : 0;
            alerting += entry.changesAnAlert() ? 1 : 0;
        }
        return new Tally(entries.size(), healthy, alerting);
    }

    Tally plus(Tally other) {
        return new Tally(entries + other.entries, healthy + other.healthy, alerting + other.alerting);
    }

    Tally minus(Tally other) {
        return new Tally(entries - other.entries, healthy - other.healthy, alerting - other.alerting);
    }
}
