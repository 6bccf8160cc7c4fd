package io.healthmon.javalin.page;

import io.healthmon.HealthStatus;
import io.healthmon.alert.Acknowledgement;
import io.healthmon.alert.Alert;
import io.healthmon.alert.Explanation;
import io.healthmon.view.ServiceStatus;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * An alert's story.
 *
 * @param alert it
 * @param id its number
 * @param story what happened, the oldest first
 * @param whole true if the store told the story; false if it is away and memory knows the alert alone
 * @param affected the services that suffer from the same, and have no alert of their own
 * @param service its service as it is now; empty if it is watched no more
 * @param waits what the policy waits for; empty likewise
 * @param kin what it depends on and what depends on it; empty if there is nothing of either
 */
public record AlertPage(
        Frame frame,
        Alert alert,
        long id,
        List<Moment> story,
        boolean whole,
        List<String> affected,
        Optional<ServiceStatus> service,
        Optional<Explanation> waits,
        Optional<Kin> kin) {

    public AlertPage {
        story = List.copyOf(story);
        affected = List.copyOf(affected);
    }

    /** The status that the alert is about, which gives the page its sign: healthy once it is resolved. */
    public HealthStatus status() {
        return alert.active() ? AlertWords.status(alert) : HealthStatus.HEALTHY;
    }

    /** What happened, in a few words. */
    public String title() {
        return alert.service()
                + (alert.active() ? " is " : " was ")
                + AlertWords.status(alert).word();
    }

    /** The cause. */
    public String cause() {
        return AlertWords.cause(alert.service(), alert.message());
    }

    /** Its severity as a sentence begins with it. */
    public String severity() {
        String word = alert.severity().word();
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    /** Who sees to it. */
    public Optional<String> seenBy() {
        return alert.acknowledgement().map(Acknowledgement::by);
    }

    /** The services that suffer, no more than a few. */
    public String suffering() {
        return Words.names(affected, 3);
    }

    /** When its service is checked next; empty if it is not, or that was not begun. */
    public Optional<Instant> nextCheck() {
        return service.flatMap(its -> its.state()
                .lastCheck()
                .map(check -> check.timestamp().plus(its.target().schedule().interval())));
    }

    /** True if the reader may say that they see to it. */
    public boolean canAcknowledge() {
        return alert.active() && frame.reader().alerts();
    }

    /** The address of what happens to its service. */
    public String events() {
        return "/events?service=" + Query.encoded(alert.service());
    }
}
