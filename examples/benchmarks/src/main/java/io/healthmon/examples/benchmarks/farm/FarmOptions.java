package io.healthmon.examples.benchmarks.farm;

/**
 * How a farm is laid out.
 *
 * @param sockets how many sockets listen
 * @param addresses over how many addresses, from 127.0.0.1 on, they are spread: each address and port has some 28,000 ports of
 *     its own for connections
 * @param threads how many threads answer
 * @param keepAlive whether connections carry more than one exchange; if not, each check needs a fresh one
 * @param numbered whether bodies carry the number of their request, as {@code checks.served}
 */
public record FarmOptions(int sockets, int addresses, int threads, boolean keepAlive, boolean numbered) {

    /** 64 sockets on 8 addresses, one thread, fresh connections, numbered bodies. */
    public static final FarmOptions DEFAULT = new FarmOptions(64, 8, 1, false, true);

    public FarmOptions {
        require("sockets", sockets, 10_000);
        require("addresses", addresses, 250);
        require("threads", threads, 16);
    }

    private static void require(String what, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(what + " must be 1 to " + max + ", not " + value);
        }
    }
}
