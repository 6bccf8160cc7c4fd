package io.healthmon.javalin.email;

import io.healthmon.check.DaemonThreads;
import io.healthmon.notify.Message;
import io.healthmon.notify.Notifier;
import io.healthmon.notify.Receipt;
import io.healthmon.notify.channel.Masks;
import io.healthmon.outbound.Admitted;
import io.healthmon.outbound.OutboundDoor;
import io.healthmon.target.Secret;
import io.healthmon.time.MonitorClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends mails, each over a connection of its own. An attempt runs on a thread of its own and loses its sockets at the deadline, since
 * interrupting a thread does not end what it reads.
 */
final class EmailNotifier implements Notifier {

    /** What is left of a deadline to the caller, who may interrupt at its end. */
    private static final Duration MARGIN = Duration.ofMillis(100);

    /** Attempts whose threads hang in a name look-up, which nothing ends. */
    private static final int MOST_THREADS = 4;

    private final EmailChannel channel;
    private final OutboundDoor door;
    private final MonitorClock clock;
    private final MailFailures failures;
    private final Masks masks;
    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            0, MOST_THREADS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), DaemonThreads.named("healthmon-mail"));

    EmailNotifier(EmailChannel channel, OutboundDoor door, MonitorClock clock) {
        this.channel = channel;
        this.door = door;
        this.clock = clock;
        this.masks = Masks.of(secrets(channel));
        this.failures = new MailFailures(channel.host() + ":" + channel.port(), masks);
    }

    /** The password, and what SMTP makes of it on the wire. */
    private static List<Secret> secrets(EmailChannel channel) {
        List<Secret> secrets = new ArrayList<>();
        channel.login().ifPresent(login -> {
            secrets.add(login.password());
            byte[] plain = ("\0" + login.user() + "\0" + login.password().reveal()).getBytes(StandardCharsets.UTF_8);
            secrets.add(Secret.of(Base64.getEncoder().encodeToString(plain)));
        });
        return secrets;
    }

    @Override
    public Receipt send(Message message, Duration deadline) throws InterruptedException {
        Duration limit = deadline.minus(MARGIN.compareTo(deadline.dividedBy(10)) < 0 ? MARGIN : deadline.dividedBy(10));
        long startedNanos = clock.nanos();
        Admitted admitted;
        try {
            admitted =
                    door.admit(channel.destination()).toCompletableFuture().get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException late) {
            return failed("no answer of a name server for " + channel.host() + " in time");
        } catch (ExecutionException failed) {
            return failures.of(Objects.requireNonNullElse(failed.getCause(), failed));
        }
        return send(message, admitted, limit.minusNanos(clock.nanos() - startedNanos));
    }

    private Receipt send(Message message, Admitted admitted, Duration left) throws InterruptedException {
        try (OpenSockets sockets = new OpenSockets()) {
            MailAttempt attempt = new MailAttempt(channel, admitted, sockets, masks, left);
            Future<Receipt> sending = threads.submit(() -> attempt.send(message));
            try {
                return sending.get(left.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException late) {
                return attempt.taken()
                        .orElseGet(() -> failed("no answer of " + channel.host() + ":" + channel.port() + " in time"));
            } catch (ExecutionException failed) {
                return attempt.taken()
                        .orElseGet(() -> failures.of(Objects.requireNonNullElse(failed.getCause(), failed)));
            }
        } catch (RejectedExecutionException stuck) {
            return failed("earlier attempts still wait for a name server");
        }
    }

    private static Receipt failed(String sentence) {
        return new Receipt.Failed(sentence, Optional.empty());
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
