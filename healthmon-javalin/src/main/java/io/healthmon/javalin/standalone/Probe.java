package io.healthmon.javalin.standalone;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;

/**
 * The container image's HEALTHCHECK: asks one URL once and exits 0 if it answers 200, otherwise 1.
 *
 * <p>A program of its own, because it is started every half minute: no command line parser, no logging, and the oldest of the
 * JDK's HTTP clients, which needs a tenth of the start-up time of the newer one.
 */
public final class Probe {

    /** Both end before the ten seconds that the HEALTHCHECK is given. */
    private static final int CONNECT_MILLIS = 3_000;

    private static final int READ_MILLIS = 5_000;

    private Probe() {}

    /** Takes the URL as its only argument. */
    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println("usage: Probe URL");
            System.exit(2);
        }
        System.exit(healthy(args[0]) ? 0 : 1);
    }

    static boolean healthy(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            int code = connection.getResponseCode();
            System.out.println(url + " answers " + code);
            return code == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            System.out.println(url + " does not answer");
            return false;
        }
    }
}
