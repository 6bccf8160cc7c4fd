package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import io.healthmon.check.http.BodyFormat;
import java.util.Optional;
import java.util.Set;

/** Finds out which format a body has. The first rule that fits wins; the order is documented in {@code docs/formats.md}. */
final class FormatDetector {

    /** How Spring Boot writes its own statuses, and nobody else whose body has nothing but a status. */
    private static final Set<String> SPRING_WORDS = Set.of("UP", "DOWN", "OUT_OF_SERVICE", "UNKNOWN");

    private FormatDetector() {}

    /** The format; empty if there is none that fits. */
    static Optional<BodyFormat> detect(ContentType type, JsonNode root) {
        if (root.isObject()) {
            return byContentType(type)
                    .or(() -> byComponents(root))
                    .or(() -> byDetails(root))
                    .or(() -> byStatus(root));
        }
        if (root.isArray()) {
            return DropwizardHealthReader.matches(root) ? Optional.of(BodyFormat.DROPWIZARD_HEALTH) : Optional.empty();
        }
        return TextReader.word(root).filter(Word::listed).map(word -> BodyFormat.TEXT);
    }

    private static Optional<BodyFormat> byContentType(ContentType type) {
        String mediaType = type.mediaType();
        if (mediaType.equals("application/health+json")) {
            return Optional.of(BodyFormat.IETF);
        }
        boolean actuator = mediaType.startsWith("application/vnd.spring-boot.actuator.");
        return actuator ? Optional.of(BodyFormat.SPRING) : Optional.empty();
    }

    private static Optional<BodyFormat> byComponents(JsonNode root) {
        if (root.path("entries").isObject() && root.has("totalDuration")) {
            return Optional.of(BodyFormat.ASPNET);
        }
        JsonNode checks = root.path("checks");
        if (checks.isArray()) {
            return Optional.of(BodyFormat.MICROPROFILE);
        }
        if (checks.isObject()) {
            boolean arrays = !checks.isEmpty() && checks.valueStream().allMatch(JsonNode::isArray);
            return Optional.of(arrays ? BodyFormat.IETF : BodyFormat.SEED);
        }
        if (root.path("services").isObject() || SeedReader.hasParts(root)) {
            return Optional.of(BodyFormat.SEED);
        }
        return root.path("components").isObject() ? Optional.of(BodyFormat.SPRING) : Optional.empty();
    }

    private static Optional<BodyFormat> byDetails(JsonNode root) {
        boolean details = root.path("details").isObject();
        if (details && root.path("name").isTextual()) {
            return Optional.of(BodyFormat.MICRONAUT);
        }
        if (TerminusReader.matches(root)) {
            return Optional.of(BodyFormat.TERMINUS);
        }
        if (details && Word.of(root.path("status")).isPresent()) {
            return Optional.of(BodyFormat.SPRING);
        }
        return !root.isEmpty() && DropwizardReader.matches(root)
                ? Optional.of(BodyFormat.DROPWIZARD)
                : Optional.empty();
    }

    private static Optional<BodyFormat> byStatus(JsonNode root) {
        Optional<Word> status = Word.of(root.path("status"));
        if (status.isEmpty()) {
            return Optional.empty();
        }
        boolean spring = SPRING_WORDS.contains(status.get().text())
                || !SpringReader.siblings(root).isEmpty();
        return Optional.of(spring ? BodyFormat.SPRING : BodyFormat.SEED);
    }
}
