package io.healthmon.check.http;

/** A range of HTTP status codes, both ends included. */
public record StatusRange(int from, int to) {

    public StatusRange {
        if (from < 100 || to > 599 || from > to) {
            throw new IllegalArgumentException("status codes are 100 to 599, a range is FROM-TO");
        }
    }

    /** True if {@code code} lies in it. */
    public boolean contains(int code) {
        return from <= code && code <= to;
    }
}
