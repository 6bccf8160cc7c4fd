package io.healthmon.notify.channel;

import io.healthmon.alert.Severity;
import io.healthmon.notify.Notification;
import io.healthmon.notify.Notification.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Several notifications as one message: of each alert the last that happened.
 *
 * @param latest the worst first; of two alike the older
 */
record Digest(List<Notification> latest) {

    private static final Comparator<Notification> WORST_FIRST = Comparator.comparing((Notification each) -> rank(each))
            .thenComparing(each -> each.alert().triggeredAt())
            .thenComparing(each -> each.alert().service());

    static Digest of(Collection<Notification> notifications) {
        Map<String, Notification> latest = new LinkedHashMap<>();
        notifications.forEach(each -> latest.put(each.alertKey(), each));
        List<Notification> sorted = new ArrayList<>(latest.values());
        sorted.sort(WORST_FIRST);
        return new Digest(List.copyOf(sorted));
    }

    private static int rank(Notification notification) {
        if (notification.kind() == Kind.RESOLVED) {
            return 3;
        }
        if (notification.kind() == Kind.ACKNOWLEDGED) {
            return 2;
        }
        return notification.alert().severity() == Severity.CRITICAL ? 0 : 1;
    }

    /** True if there is nothing left to see to. */
    boolean allResolved() {
        return latest.stream().allMatch(each -> each.kind() == Kind.RESOLVED);
    }

    Tone tone() {
        return Tone.of(latest.get(0));
    }

    Wording wording(ChannelSettings settings) {
        return new Wording(
                title(), "", Map.of(), latest.stream().map(Digest::line).toList(), tone(), settings.publicUrl());
    }

    private String title() {
        List<String> counts = new ArrayList<>();
        add(counts, 0, "critical");
        add(counts, 1, "warning");
        add(counts, 2, "acknowledged");
        add(counts, 3, "resolved");
        return number(latest.size()) + (latest.size() == 1 ? " alert: " : " alerts: ") + String.join(", ", counts);
    }

    private void add(List<String> counts, int rank, String word) {
        long count = latest.stream().filter(each -> rank(each) == rank).count();
        if (count > 0) {
            counts.add(number(count) + " " + word);
        }
    }

    private static String line(Notification notification) {
        String service = notification.alert().service();
        return switch (rank(notification)) {
            case 3 -> "resolved: " + service + ", after " + Durations.words(Wording.lasted(notification));
            case 2 -> "acknowledged: " + service;
            default -> {
                String cause = withoutSubject(service, notification.alert().message());
                yield notification.alert().severity().word() + ": " + service + " is " + Wording.state(notification)
                        + (cause.isBlank() ? "" : ": " + cause);
            }
        };
    }

    /** The standard policy's message begins with what the line has said already. */
    private static String withoutSubject(String service, String message) {
        return message.replaceFirst(
                "^(?i:service) " + java.util.regex.Pattern.quote(service) + " is [a-z]+( and flapping)?(: ?|$)", "");
    }

    static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }
}
