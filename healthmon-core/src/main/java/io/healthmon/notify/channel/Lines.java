package io.healthmon.notify.channel;

import io.healthmon.notify.channel.Escaping.Measure;
import java.util.List;

/** A list that is cut where a channel's limit is: as many lines as fit, then how many more there are. */
final class Lines {

    private static final int MAX_LINE = 300;

    private Lines() {}

    /** The lines, escaped, each after {@code mark}. */
    static String fit(List<String> lines, String mark, Escaping escaping, int max, Measure measure) {
        return fit(lines, mark, escaping, max, measure, Integer.MAX_VALUE);
    }

    /** The same of {@code most} lines, the last included that says how many more there are. */
    static String fit(List<String> lines, String mark, Escaping escaping, int max, Measure measure, int most) {
        StringBuilder out = new StringBuilder();
        int size = 0;
        for (int i = 0; i < lines.size(); i++) {
            int rest = lines.size() - i;
            String line = (i == 0 ? "" : "\n") + mark + escaping.escape(lines.get(i), MAX_LINE);
            String more = rest > 1 ? more(rest - 1) : "";
            if (size + measure.of(line) + measure.of(more) > max || rest > 1 && i + 2 > most) {
                String end = i == 0 ? more(rest).strip() : more(rest);
                return size + measure.of(end) > max ? out.toString() : out + end;
            }
            out.append(line);
            size += measure.of(line);
        }
        return out.toString();
    }

    private static String more(int count) {
        return "\nand " + Digest.number(count) + " more";
    }
}
