package io.healthmon.notify.channel;

import io.healthmon.check.http.HttpReply;
import io.healthmon.check.http.HttpSender;
import io.healthmon.check.http.HttpSpec;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notifier;
import io.healthmon.notify.Receipt;
import io.healthmon.time.MonitorClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends over HTTP and says what the answer means. What cannot be put as its owner wrote it, or is refused for how it is put, goes
 * again at once, plain: an alert must leave.
 */
final class HttpNotifier implements Notifier {

    /** How much of an answer is read. */
    static final int MAX_ANSWER = 64 * 1024;

    private static final Logger LOG = LoggerFactory.getLogger(HttpNotifier.class);

    /** What says that the message was not liked, rather than the sender or the moment. */
    private static final Set<Integer> NOT_LIKED = Set.of(400, 413, 414, 415, 422);

    private static final Set<Integer> LATER = Set.of(408, 425, 429);

    private final HttpSender sender;
    private final MonitorClock clock;
    private final Format format;
    private final Masks masks;
    private final boolean keepsAlerts;

    HttpNotifier(HttpSender sender, MonitorClock clock, Format format, Masks masks, boolean keepsAlerts) {
        this.sender = sender;
        this.clock = clock;
        this.format = format;
        this.masks = masks;
        this.keepsAlerts = keepsAlerts;
    }

    @Override
    public boolean keepsAlerts() {
        return keepsAlerts;
    }

    @Override
    public Receipt send(Message message, Duration deadline) throws InterruptedException {
        long startedNanos = clock.nanos();
        String because = "";
        for (Form form : List.of(format.templated(message) ? Form.TEMPLATED : Form.STANDARD, Form.PLAIN)) {
            HttpSpec request;
            try {
                request = format.request(message, form);
            } catch (RuntimeException unfit) {
                if (form == Form.PLAIN) {
                    throw unfit;
                }
                // Its message may quote what it could not take.
                LOG.warn(
                        "The message {} goes out plain, since it could not be put as it should: {}",
                        message.key(),
                        unfit instanceof UnfitException
                                ? unfit.getMessage()
                                : unfit.getClass().getName());
                because = ", plain: "
                        + (unfit instanceof UnfitException ? unfit.getMessage() : "it could not be put as it should");
                continue;
            }
            HttpReply reply =
                    sender.send(request.withMaxBody(MAX_ANSWER), deadline.minusNanos(clock.nanos() - startedNanos));
            if (form != Form.PLAIN && reply instanceof HttpReply.Answered answer && NOT_LIKED.contains(answer.code())) {
                because = ", plain: the channel refused it otherwise (" + detail(answer) + ")";
                continue;
            }
            return receipt(reply, because);
        }
        throw new IllegalStateException("unreachable");
    }

    private Receipt receipt(HttpReply reply, String because) {
        if (reply instanceof HttpReply.Unanswered none) {
            return new Receipt.Failed(masks.detail(none.sentence()), java.util.Optional.empty());
        }
        if (reply instanceof HttpReply.Refused refused) {
            return new Receipt.Refused(masks.detail(refused.sentence()));
        }
        HttpReply.Answered answer = (HttpReply.Answered) reply;
        int code = answer.code();
        if (code >= 200 && code < 300) {
            return new Receipt.Taken(detail(answer) + because);
        }
        if (code >= 500 || LATER.contains(code)) {
            return new Receipt.Failed(detail(answer), RetryAfter.of(answer.retryAfter(), answer.body(), clock.wall()));
        }
        if (code >= 300 && code < 400) {
            return new Receipt.Refused(Masks.answered(code)
                    + ": it redirects, which is not followed; the channel needs its final address");
        }
        return new Receipt.Refused(detail(answer));
    }

    private String detail(HttpReply.Answered answer) {
        String said = masks.detail(answer.body());
        return said.isEmpty() ? Masks.answered(answer.code()) : Masks.answered(answer.code()) + ": " + said;
    }
}
