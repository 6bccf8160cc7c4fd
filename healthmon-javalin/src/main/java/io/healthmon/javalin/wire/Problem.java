package io.healthmon.javalin.wire;

import io.healthmon.check.Text;
import java.util.Map;

/** A request that can't be answered as asked: a status, and a sentence that its sender understands. Has no stack trace. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_QUOTED = 100;
    private static final int MAX_SENTENCE = 500;

    private final int status;
    private final transient Map<String, String> headers;

    private Problem(int status, String sentence, Map<String, String> headers) {
        super(sentence, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    /** 400: what was sent is malformed or out of range. */
    public static Problem malformed(String sentence) {
        return of(400, sentence);
    }

    /** 503: it can't be answered now. */
    public static Problem unavailable(String sentence) {
        return of(503, sentence);
    }

    /** Any status. */
    public static Problem of(int status, String sentence) {
        return new Problem(status, sentence, Map.of());
    }

    /** Any status, with a header. */
    public static Problem of(int status, String sentence, String header, String value) {
        return new Problem(status, sentence, Map.of(header, value));
    }

    /** What a stranger sent, fit to be quoted in a sentence: on one line, without control characters, cut. */
    public static String quoted(String text) {
        return "'" + Text.cut(Text.message(text), MAX_QUOTED) + "'";
    }

    /** The same without its quotes, for the end of a sentence. */
    public static String bare(String text) {
        String quoted = quoted(text);
        return quoted.substring(1, quoted.length() - 1);
    }

    /** A sentence of ours that quotes a stranger: on one line, without control characters, cut only where it is very long. */
    public static String sentence(String text) {
        return Text.cut(Text.message(text), MAX_SENTENCE);
    }

    /** The status. */
    public int status() {
        return status;
    }

    /** Headers that go with it. */
    public Map<String, String> headers() {
        return headers;
    }

    /** This as an answer. */
    public Answer answer() {
        return Answer.error(status, String.valueOf(getMessage()), headers);
    }
}
