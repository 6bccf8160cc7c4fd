package io.healthmon.evaluate;

import com.fasterxml.jackson.databind.JsonNode;

/** A body, as far as it can be understood without knowing its format. */
sealed interface HealthBody {

    /** Nothing, or nothing but white space. */
    record Empty() implements HealthBody {}

    /** A JSON value; short plain text is one, a text. */
    record Value(JsonNode root) implements HealthBody {}

    /**
     * Something else: HTML, an image, broken JSON.
     *
     * @param claimsJson whether its content type says JSON
     */
    record Unreadable(boolean claimsJson) implements HealthBody {}
}
