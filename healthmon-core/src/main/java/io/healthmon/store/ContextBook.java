package io.healthmon.store;

import io.healthmon.alert.Ending;
import io.healthmon.alert.MaintenanceWindow;
import io.healthmon.alert.MaintenanceWindow.Once;
import io.healthmon.alert.Silence;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Silences and maintenance windows in memory. Not thread-safe. */
final class ContextBook {

    private static final Comparator<Silence> SILENCES = Comparator.comparing(
                    (Silence silence) -> silence.ended().isPresent())
            .thenComparing(Silence::createdAt, Comparator.reverseOrder())
            .thenComparing(Silence::id);

    private static final Comparator<MaintenanceWindow> WINDOWS = Comparator.comparing(
                    (MaintenanceWindow window) -> window.ended().isPresent())
            .thenComparing(MaintenanceWindow::createdAt, Comparator.reverseOrder())
            .thenComparing(MaintenanceWindow::id);

    private final Map<UUID, Silence> silences = new HashMap<>();
    private final Map<UUID, MaintenanceWindow> windows = new HashMap<>();

    void put(Silence silence) {
        silences.putIfAbsent(silence.id(), silence);
    }

    void put(MaintenanceWindow window) {
        windows.putIfAbsent(window.id(), window);
    }

    Optional<Silence> endSilence(UUID id, Ending ending) {
        return Optional.ofNullable(silences.computeIfPresent(id, (key, silence) -> silence.ended(ending)));
    }

    Optional<MaintenanceWindow> endMaintenance(UUID id, Ending ending) {
        return Optional.ofNullable(windows.computeIfPresent(id, (key, window) -> window.ended(ending)));
    }

    List<Silence> silences() {
        return silences.values().stream()
                .sorted(SILENCES)
                .limit(ContextStore.MOST)
                .toList();
    }

    List<MaintenanceWindow> windows() {
        return windows.values().stream()
                .sorted(WINDOWS)
                .limit(ContextStore.MOST)
                .toList();
    }

    /** Forgets what was over before this moment. */
    void dropOverBefore(Instant moment) {
        silences.values().removeIf(silence -> end(silence).isBefore(moment));
        windows.values().removeIf(window -> end(window).isBefore(moment));
    }

    private static Instant end(Silence silence) {
        return earlier(silence.endsAt(), silence.ended());
    }

    private static Instant end(MaintenanceWindow window) {
        return earlier(window.when() instanceof Once once ? once.to() : Instant.MAX, window.ended());
    }

    private static Instant earlier(Instant planned, Optional<Ending> ended) {
        return ended.map(Ending::at).filter(planned::isAfter).orElse(planned);
    }
}
