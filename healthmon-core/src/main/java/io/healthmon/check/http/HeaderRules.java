package io.healthmon.check.http;

import java.net.ProtocolException;
import java.net.http.HttpHeaders;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What an answer's headers must keep to, so that its end is certain and its size bounded (RFC 9112, section 6.3). */
final class HeaderRules {

    static final int MAX_HEADERS = 1_000;
    static final int MAX_CHARACTERS = 64 * 1_024;

    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private HeaderRules() {}

    /** What is wrong with them; empty if nothing is. */
    static Optional<Violation> violation(HttpHeaders headers) {
        if (headers.firstValue("Content-Length").isPresent()
                && headers.firstValue("Transfer-Encoding").isPresent()) {
            return Optional.of(new Violation("has both a Content-Length and a Transfer-Encoding"));
        }
        Set<String> lengths = new HashSet<>(headers.allValues("Content-Length"));
        if (lengths.size() > 1 || !lengths.stream().allMatch(LENGTH.asMatchPredicate())) {
            return Optional.of(new Violation("has a Content-Length that is not one number"));
        }
        long count = 0;
        long characters = 0;
        for (Map.Entry<String, List<String>> header : headers.map().entrySet()) {
            for (String value : header.getValue()) {
                count++;
                characters += header.getKey().length() + value.length();
            }
        }
        return count > MAX_HEADERS || characters > MAX_CHARACTERS
                ? Optional.of(new Violation("has too many headers"))
                : Optional.empty();
    }

    /** An answer broke the rules. The message follows "its answer". */
    static final class Violation extends ProtocolException {
        private static final long serialVersionUID = 1L;

        Violation(String what) {
            super(what);
        }
    }
}
