package io.healthmon.notify.channel;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;

/** How long a channel asks to be left alone: by the header of RFC 9110, section 10.2.3, or in its body, as Telegram and Discord do. */
final class RetryAfter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(?:\\.[0-9]{1,9})?");

    private RetryAfter() {}

    static Optional<Duration> of(Optional<String> header, String body, Instant now) {
        return header.flatMap(value -> header(value.strip(), now)).or(() -> body(body));
    }

    private static Optional<Duration> header(String value, Instant now) {
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(seconds(Double.parseDouble(value)));
        }
        try {
            Instant at = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration left = Duration.between(now, at);
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException neither) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> body(String body) {
        if (!body.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonNode root = JSON.readTree(body);
            JsonNode told = root.path("parameters").path("retry_after");
            JsonNode found = told.isNumber() ? told : root.path("retry_after");
            return found.isNumber() && found.asDouble() >= 0 && found.asDouble() < 1e9
                    ? Optional.of(seconds(found.asDouble()))
                    : Optional.empty();
        } catch (JsonProcessingException broken) {
            return Optional.empty();
        }
    }

    private static Duration seconds(double seconds) {
        return Duration.ofMillis((long) Math.ceil(seconds * 1_000));
    }
}
