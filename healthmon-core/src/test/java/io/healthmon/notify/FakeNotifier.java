package io.healthmon.notify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A channel that remembers what it took, and answers as the test says. */
public final class FakeNotifier implements Notifier {

    /** What it answers. */
    @FunctionalInterface
    public interface Answer {
        Receipt to(Message message) throws Exception;
    }

    private final boolean keepsAlerts;
    private final List<Message> tried = new ArrayList<>();
    private final List<Message> taken = new ArrayList<>();
    private Answer answer = message -> new Receipt.Taken("ok");
    private boolean closed;

    public FakeNotifier() {
        this(false);
    }

    public FakeNotifier(boolean keepsAlerts) {
        this.keepsAlerts = keepsAlerts;
    }

    public void answer(Answer value) {
        answer = value;
    }

    public void takeAll() {
        answer = message -> new Receipt.Taken("ok");
    }

    public void fail() {
        answer = message -> new Receipt.Failed("HTTP 500", Optional.empty());
    }

    @Override
    public Receipt send(Message message, Duration deadline) throws Exception {
        tried.add(message);
        Receipt receipt = answer.to(message);
        if (receipt instanceof Receipt.Taken) {
            taken.add(message);
        }
        return receipt;
    }

    @Override
    public boolean keepsAlerts() {
        return keepsAlerts;
    }

    @Override
    public void close() {
        closed = true;
    }

    public List<Message> tried() {
        return tried;
    }

    public List<Message> taken() {
        return taken;
    }

    public boolean isClosed() {
        return closed;
    }

    /** What it took, shortly. */
    public List<String> said() {
        return taken.stream().map(FakeNotifier::said).toList();
    }

    private static String said(Message message) {
        Function<Notification, String> one =
                its -> its.kind().word() + " " + its.alert().service();
        if (message.notice().isPresent()) {
            return "notice";
        }
        return message.isDigest()
                ? "digest of " + message.notifications().size()
                : one.apply(message.notifications().get(0));
    }
}
