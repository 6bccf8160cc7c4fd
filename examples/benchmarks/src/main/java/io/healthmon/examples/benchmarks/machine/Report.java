package io.healthmon.examples.benchmarks.machine;

import java.io.PrintWriter;
import java.util.Locale;

/** Figures as lines for people: a name, a value and its unit. */
public final class Report {

    private static final int NAME_WIDTH = 34;

    private final PrintWriter out;

    /** A report that is printed as it grows. */
    public Report(PrintWriter out) {
        this.out = out;
    }

    /** Starts a group of figures. */
    public void section(String name) {
        out.println(name);
        out.flush();
    }

    /** Adds a figure; {@code format} as in {@link String#format}. */
    public void line(String name, String format, Object... values) {
        String padded = name + " ".repeat(Math.max(1, NAME_WIDTH - name.length()));
        out.println("  " + padded + String.format(Locale.ROOT, format, values));
        out.flush();
    }
}
