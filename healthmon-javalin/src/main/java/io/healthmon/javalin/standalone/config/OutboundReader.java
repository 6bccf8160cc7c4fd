package io.healthmon.javalin.standalone.config;

import io.healthmon.outbound.AddressRange;
import io.healthmon.outbound.Destination;
import io.healthmon.outbound.Dials;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.outbound.OutboundPolicy.Profile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads {@code outbound}, and holds what is configured against it. */
final class OutboundReader {

    private OutboundReader() {}

    static OutboundPolicy read(Section section) {
        return new OutboundPolicy(profile(section), ranges(section, "allow"), ranges(section, "deny"));
    }

    private static Profile profile(Section section) {
        String word = section.text("profile", OutboundPolicy.HOMELAB.profile().word());
        return Arrays.stream(Profile.values())
                .filter(profile -> profile.word().equals(word))
                .findFirst()
                .orElseThrow(() -> section.error(
                        "profile",
                        "'" + Source.shown(word) + "' is not known; allowed are "
                                + Arrays.stream(Profile.values())
                                        .map(Profile::word)
                                        .collect(Collectors.joining(", "))));
    }

    private static List<AddressRange> ranges(Section section, String key) {
        List<AddressRange> ranges = new ArrayList<>();
        for (String text : section.list(key)) {
            try {
                ranges.add(AddressRange.parse(text));
            } catch (IllegalArgumentException e) {
                throw section.error(key, "'" + Source.shown(text) + "' " + e.getMessage());
            }
        }
        section.override(key, ranges.stream().map(AddressRange::toString).toList());
        return ranges;
    }

    /**
     * Refuses what is written as an address that would never be dialled.
     *
     * @param keys where it may have been written; the first of them that is given is named
     */
    static void requireDialable(OutboundPolicy policy, Section section, Object described, String... keys) {
        if (!(described instanceof Dials dials)) {
            return;
        }
        for (Destination destination : dials.destinations()) {
            Optional<String> refusal = policy.refusalOfLiteral(destination.host());
            if (refusal.isPresent()) {
                String key =
                        Arrays.stream(keys).filter(section::has).findFirst().orElse(keys[0]);
                throw section.error(key, Source.shown(refusal.get()));
            }
        }
    }
}
