package io.healthmon.check.redis;

import java.util.List;
import java.util.Optional;

/** What Redis answers to a command: a value of RESP2. */
public sealed interface RespReply {

    /**
     * A simple string: {@code +PONG}.
     *
     * @param text without the plus
     */
    record Status(String text) implements RespReply {}

    /**
     * An error: {@code -LOADING Redis is loading …}.
     *
     * @param text without the minus
     */
    record Failure(String text) implements RespReply {

        /** The first word, which tells errors apart. */
        String code() {
            int space = text.indexOf(' ');
            return space < 0 ? text : text.substring(0, space);
        }
    }

    /**
     * An integer.
     *
     * @param value the integer
     */
    record Number(long value) implements RespReply {}

    /**
     * A string of any bytes, read as UTF-8.
     *
     * @param text empty for the null string
     */
    record Bulk(Optional<String> text) implements RespReply {}

    /**
     * An array.
     *
     * @param items none for the null array
     */
    record Items(List<RespReply> items) implements RespReply {

        /** Copies. */
        public Items {
            items = List.copyOf(items);
        }
    }
}
