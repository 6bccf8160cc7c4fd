package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Alert;
import java.util.List;
import java.util.OptionalLong;

/**
 * An active alert, in short.
 *
 * @param alert it
 * @param id its number; empty while that is not known
 * @param status the status of its service, which gives it its colour
 * @param affected the services that suffer from the same, and have no alert of their own
 */
public record AlertCard(Alert alert, OptionalLong id, HealthStatus status, List<String> affected) {

    public AlertCard {
        affected = List.copyOf(affected);
    }

    /** What happened, without the words that every alert begins with. */
    public String message() {
        return AlertWords.cause(alert.service(), alert.message());
    }

    /** Where its story is. */
    public String href() {
        return id.isPresent() ? "/alerts/" + id.getAsLong() : "/alerts";
    }

    /** The services that suffer, no more than a few. */
    public String suffering() {
        return Words.names(affected, 5);
    }

    /** Who was told. */
    public String told() {
        return String.join(", ", alert.channels());
    }
}
