package io.healthmon.check.http;

import java.net.URI;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The redirects of one check: which are followed, and where they end. Not thread-safe. */
final class Redirects {

    /** More are not followed; the answer that remains is a 3xx. */
    static final int MAX = 5;

    private static final Set<Integer> CODES = Set.of(301, 302, 303, 307, 308);
    private static final int MAX_LOCATION = 8_192;

    /** What an answer leads to. */
    sealed interface Next {
        /** The answer is the check's. */
        record Stays() implements Next {}

        /** Another request. */
        record Follow(Hop hop) implements Next {}

        /** Nowhere; {@code sentence} says why. */
        record DeadEnd(String sentence) implements Next {}
    }

    private final boolean follow;
    private final Set<String> visited = new HashSet<>();

    Redirects(boolean follow) {
        this.follow = follow;
    }

    /** Where {@code answer} to {@code hop} leads. */
    Next next(Hop hop, HttpExchangeResult.Answered answer) {
        Optional<String> location = answer.location();
        if (!follow || !CODES.contains(answer.code()) || location.isEmpty()) {
            return new Next.Stays();
        }
        Optional<URI> target = resolve(hop.uri(), location.get().strip());
        if (target.isEmpty()) {
            return new Next.DeadEnd(hop.where() + " redirects to an address that is not a valid http or https URL");
        }
        Hop next = hop.redirected(answer.code(), target.get());
        visited.add(hop.method() + " " + hop.uri());
        if (visited.contains(next.method() + " " + next.uri())) {
            return new Next.DeadEnd("the redirects of " + hop.where() + " lead in a circle");
        }
        if (hop.body().isPresent() && next.body().isEmpty() && next.method().equals(hop.method())) {
            return new Next.DeadEnd(
                    hop.where() + " redirects the request with its body to another origin, which must not have it");
        }
        return visited.size() > MAX ? new Next.Stays() : new Next.Follow(next);
    }

    private static Optional<URI> resolve(URI base, String location) {
        if (location.length() > MAX_LOCATION) {
            return Optional.empty();
        }
        try {
            // java.net.URI resolves a query alone as RFC 2396 had it, losing the last segment of the path.
            URI target = base.resolve(location.startsWith("?") ? base.getRawPath() + location : location);
            String scheme = target.getScheme();
            return (scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https"))
                            && (target.getHost() != null || FullProbe.present())
                            && Authority.of(target)
                                    .filter(to -> to.port(target) <= HttpSpec.MAX_PORT)
                                    .isPresent()
                    ? Optional.of(target)
                    : Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }
}
