package io.healthmon.javalin;

import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the public status page at {@code /status} shows, and everybody may see: of each service that is chosen its shown name, how it is,
 * how it was on 90 days and when there was trouble, in words of the page's own. Nothing else of the monitor.
 *
 * @param title the page's; 1 to 100 characters
 * @param services the chosen ones, in this order: the service's name to the name that is shown, of 1 to 100 characters; 1 to 100 of them
 * @param notes true if what people noted when they acknowledged an alert is shown with the incident, without their names
 */
public record StatusPage(String title, Map<String, String> services, boolean notes) {

    /** What the whole is called in the address of a badge. */
    public static final String ALL = "all";

    private static final int LONGEST = 100;
    private static final int MOST = 100;
    private static final Pattern OTHERS = Pattern.compile("[^\\p{L}\\p{N}]+");

    public StatusPage {
        title = checked("the title", title);
        if (services.isEmpty() || services.size() > MOST) {
            throw new IllegalArgumentException("a status page has 1 to " + MOST + " services");
        }
        Map<String, String> copy = new LinkedHashMap<>();
        Set<String> addresses = new HashSet<>(Set.of("", ALL));
        services.forEach((service, shown) -> {
            String name = checked("the shown name of " + service, shown);
            if (!addresses.add(address(name))) {
                throw new IllegalArgumentException("the shown name '" + name
                        + "' is taken, or has no letter: in the address of its badge it is '" + address(name) + "'");
            }
            copy.put(service, name);
        });
        services = Collections.unmodifiableMap(copy);
    }

    private static String checked(String what, String text) {
        String stripped = text.strip();
        if (stripped.isEmpty() || stripped.length() > LONGEST) {
            throw new IllegalArgumentException(what + " must have 1 to " + LONGEST + " characters");
        }
        return stripped;
    }

    /** A shown name as it stands in an address: {@code Stream bot} is {@code stream-bot}. */
    public static String address(String shown) {
        return OTHERS.matcher(shown.toLowerCase(Locale.ROOT)).replaceAll("-").replaceAll("^-|-$", "");
    }
}
