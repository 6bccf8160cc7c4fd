package io.healthmon.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A host that is an address in any of the spellings that one resolver or another takes: dotted, as one number, in fewer parts, in octal or
 * hexadecimal, with a trailing dot, a zone, brackets, or in digits of other scripts.
 */
final class AddressLiteral {

    private static final int MAX_LENGTH = 100;

    private AddressLiteral() {}

    /** What it may mean; more than one where resolvers disagree, none if it is a name. Nobody is asked. */
    static List<AddressBits> read(String host) {
        if (host.isEmpty() || host.length() > MAX_LENGTH) {
            return List.of();
        }
        String text = Normalizer.normalize(host, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replace('\u3002', '.')
                .replaceFirst("^\\[(.*)]$", "$1")
                .replaceFirst("%.*$", "");
        if (text.indexOf(':') >= 0) {
            return v6(text);
        }
        if (text.endsWith(".")) {
            text = text.substring(0, text.length() - 1);
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length > 4) {
            return List.of();
        }
        List<AddressBits> found = new ArrayList<>(2);
        for (boolean octal : new boolean[] {true, false}) {
            v4(parts, octal).ifPresent(number -> {
                AddressBits bits = AddressBits.ofV4((int) number);
                if (!found.contains(bits)) {
                    found.add(bits);
                }
            });
        }
        return found;
    }

    private static List<AddressBits> v6(String text) {
        if (!text.matches("[0-9a-f:][0-9a-f:.]*")) {
            return List.of();
        }
        try {
            return List.of(AddressBits.of(InetAddress.getByName(text)));
        } catch (UnknownHostException noAddress) {
            return List.of();
        }
    }

    /** As {@code inet_aton} reads it; where a leading zero means nothing, as others do. */
    private static OptionalLong v4(String[] parts, boolean octal) {
        long address = 0;
        for (int i = 0; i < parts.length; i++) {
            OptionalLong part = number(parts[i], octal);
            int bits = i < parts.length - 1 ? 8 : 8 * (4 - i);
            if (part.isEmpty() || part.getAsLong() >>> bits != 0) {
                return OptionalLong.empty();
            }
            address = address << bits | part.getAsLong();
        }
        return OptionalLong.of(address);
    }

    private static OptionalLong number(String part, boolean octal) {
        if (part.matches("0x[0-9a-f]{1,14}")) {
            return OptionalLong.of(Long.parseLong(part.substring(2), 16));
        }
        if (!part.matches("[0-9]{1,15}")) {
            return OptionalLong.empty();
        }
        if (octal && part.startsWith("0")) {
            return part.matches("[0-7]+") ? OptionalLong.of(Long.parseLong(part, 8)) : OptionalLong.empty();
        }
        return OptionalLong.of(Long.parseLong(part));
    }
}
