package io.healthmon.notify;

import io.healthmon.alert.AlertKey;
import io.healthmon.alert.Severity;

/** A notification that waits, and how it fared. Guarded by its lane. */
final class Item {

    private static final int RECORDED_EVERY = 10;

    private final Notification notification;
    private final String key;
    private final AlertKey alert;

    /** The moment, of the monotonic clock, from which on it is too old. */
    private final long tooOldAt;

    private final boolean old;

    private int attempts;
    private int unrecorded = RECORDED_EVERY;
    private String lastDetail = "";
    private String lastAnswer = "";

    /** @param old whether an earlier process had it, whose attempts may not be recorded */
    Item(Notification notification, int attempts, long tooOldAt, boolean old) {
        this.notification = notification;
        this.key = notification.key();
        this.alert = notification.about();
        this.attempts = attempts;
        this.tooOldAt = tooOldAt;
        this.old = old;
    }

    Notification notification() {
        return notification;
    }

    String key() {
        return key;
    }

    AlertKey alert() {
        return alert;
    }

    Notification.Kind kind() {
        return notification.kind();
    }

    boolean isTrigger() {
        return kind() == Notification.Kind.TRIGGERED;
    }

    boolean isCriticalTrigger() {
        return isTrigger() && notification.alert().severity() == Severity.CRITICAL;
    }

    /** True if a later word of its alert says all that it does. */
    boolean isReplaceable() {
        return kind() == Notification.Kind.CHANGED || kind() == Notification.Kind.REMINDED;
    }

    boolean isTooOld(long now) {
        return now - tooOldAt >= 0;
    }

    /** The moment, of the monotonic clock, from which on it is too old. */
    long tooOldAt() {
        return tooOldAt;
    }

    /** True if its time is over: what nobody is known to have tried is not given up. */
    boolean isToGiveUp(long now) {
        return attempts > 0 && isTooOld(now);
    }

    /** True if the channel may have it, whatever is known of that. */
    boolean mayHaveArrived() {
        return old || attempts > 0;
    }

    /** One more attempt begins. */
    void attempted() {
        attempts++;
    }

    /** The how-manieth attempt the present or last one is. */
    int attempts() {
        return Math.max(1, attempts);
    }

    /** The channel did not take it. */
    void answered(String detail) {
        lastAnswer = detail;
    }

    /** What the channel said to this one last; empty if nobody heard that. */
    String lastAnswer() {
        return lastAnswer;
    }

    /**
     * Whether a failed attempt is worth a row: the first, one that failed in another way than that before it, and every tenth. A channel
     * that is down for a day must not fill the store.
     */
    boolean isWorthRecording(String detail) {
        unrecorded++;
        boolean worth = unrecorded > RECORDED_EVERY || !detail.equals(lastDetail);
        if (worth) {
            unrecorded = 1;
            lastDetail = detail;
        }
        return worth;
    }
}
