package io.healthmon.outbound;

import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Which addresses are dialled. Link-local and multicast addresses, the metadata services of clouds, and what is no address at all
 * ({@code 0.0.0.0}, {@code ::}) never are, however they are written; of the others the profile decides, and {@link #deny} and {@link
 * #allow} make exceptions. Immutable; judges bytes and asks nobody.
 *
 * @param profile the rule
 * @param allow what the profile would refuse and is dialled all the same
 * @param deny what is not dialled, whatever the profile and {@code allow} say
 */
public record OutboundPolicy(Profile profile, List<AddressRange> allow, List<AddressRange> deny) {

    /** All but what is never dialled. The default: what a homelab watches has private addresses. */
    public static final OutboundPolicy HOMELAB = new OutboundPolicy(Profile.HOMELAB, List.of(), List.of());

    /** Public addresses only. */
    public static final OutboundPolicy STRICT = new OutboundPolicy(Profile.STRICT, List.of(), List.of());

    /** The rule. */
    public enum Profile {
        /** Private addresses and those of this machine are dialled too. */
        HOMELAB,

        /**
         * Only what is globally reachable by IANA's registries of special-purpose addresses (<a
         * href="https://www.rfc-editor.org/rfc/rfc6890">RFC 6890</a>).
         */
        STRICT;

        /** In the configuration: {@code homelab}, {@code strict}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public OutboundPolicy {
        allow = List.copyOf(allow);
        deny = List.copyOf(deny);
    }

    /** Why an address is not dialled, as what follows on its name: {@code is a private address, …}. Empty if it is. */
    public Optional<String> refusal(InetAddress address) {
        return refusal(AddressBits.of(address));
    }

    /**
     * Why a host that is an address, in any spelling, is not dialled, as a sentence without a full stop; empty if it is, or if it is a
     * name, of which only a look-up can tell.
     */
    public Optional<String> refusalOfLiteral(String host) {
        for (AddressBits meant : AddressLiteral.read(host)) {
            Optional<String> refusal = refusal(meant);
            if (refusal.isPresent()) {
                return refusal.map(why -> host + " " + why);
            }
        }
        return Optional.empty();
    }

    private Optional<String> refusal(AddressBits address) {
        Optional<String> never = SpecialAddresses.never(address);
        if (never.isPresent()) {
            return never.map(what -> "is " + what + " and is never dialled");
        }
        for (AddressBits inner : SpecialAddresses.within(address)) {
            Optional<String> refusal = refusal(inner);
            if (refusal.isPresent()) {
                return refusal.map(why -> "leads to an IPv4 address that " + why);
            }
        }
        for (AddressRange range : deny) {
            if (range.contains(address)) {
                return Optional.of("is in outbound.deny (" + range + ")");
            }
        }
        if (profile == Profile.HOMELAB) {
            return Optional.empty();
        }
        for (AddressRange range : allow) {
            if (range.contains(address)) {
                return Optional.empty();
            }
        }
        return SpecialAddresses.notPublic(address)
                .map(what -> "is " + what + ", and outbound.profile strict has public ones dialled only: add it to"
                        + " outbound.allow, or choose homelab");
    }
}
