package io.healthmon.javalin.standalone.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** A URL as it may be shown: user info and the values of query parameters masked, since both carry credentials. */
final class MaskedUrl {

    private MaskedUrl() {}

    static String of(String url) {
        int fragment = url.indexOf('#');
        String whole = fragment < 0 ? url : url.substring(0, fragment);
        int question = whole.indexOf('?');
        String address = question < 0 ? whole : whole.substring(0, question);
        String masked = maskUserInfo(whole, address);
        return question < 0 ? masked : masked + "?" + maskValues(whole.substring(question + 1));
    }

    private static String maskUserInfo(String whole, String address) {
        int start = address.indexOf("://");
        // A password with a stray / ? or @ makes the URL unreadable: then hide all that may belong to it.
        int at = authority(whole)
                .map(a -> a.indexOf('@') < 0 ? -1 : address.indexOf(a, start) + a.lastIndexOf('@'))
                .orElseGet(() -> address.lastIndexOf('@'));
        if (start < 0 || at < start) {
            return address;
        }
        return address.substring(0, start + 3) + Mask.TEXT + address.substring(at);
    }

    private static Optional<String> authority(String url) {
        try {
            String plain = url.startsWith("jdbc:") ? url.substring("jdbc:".length()) : url;
            return Optional.of(
                    Optional.ofNullable(new URI(plain).getRawAuthority()).orElse(""));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static String maskValues(String query) {
        return query.replaceAll("=[^&]*", "=" + Mask.TEXT);
    }
}
