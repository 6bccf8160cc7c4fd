package io.healthmon.javalin.standalone;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/**
 * The container image's HEALTHCHECK: asks one URL once and exits 0 if it answers 200, otherwise 1.
 *
 * <p>A program of its own, because it is started every half minute: no command line parser, no logging, and the oldest of the
 * JDK's HTTP clients, which needs a tenth of the start-up time of the newer one.
 */
public final class Probe {

    /** Both, twice, end before the ten seconds that the HEALTHCHECK is given. */
    private static final int CONNECT_MILLIS = 1_500;

    private static final int READ_MILLIS = 3_000;

    private Probe() {}

    /** Takes the URL as its only argument. */
    public static void main(String[] args) {
        if (args.length != 1) {
            System.err.println("usage: Probe URL");
            System.exit(2);
        }
        System.exit(healthy(args[0]) ? 0 : 1);
    }

    /** Asks over TLS where plain HTTP has no answer: the image does not know the configuration that it runs with. */
    static boolean healthy(String url) {
        int code = code(url);
        if (code < 0 && url.startsWith("http:")) {
            code = code("https:" + url.substring("http:".length()));
        }
        return code == HttpURLConnection.HTTP_OK;
    }

    /** What it answers; -1 if it doesn't. */
    private static int code(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
            if (connection instanceof HttpsURLConnection secure
                    && InetAddress.getByName(connection.getURL().getHost()).isLoopbackAddress()) {
                OwnMachine.trusted(secure);
            }
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            int code = connection.getResponseCode();
            System.out.println(url + " answers " + code);
            return code;
        } catch (IOException e) {
            System.out.println(url + " does not answer");
            return -1;
        }
    }

    /**
     * Whoever answers on this machine's own address is believed, whatever its certificate says: it is for the names by which others
     * know the monitor, and nothing is sent that a stranger could use.
     */
    private static final class OwnMachine implements X509TrustManager {

        static void trusted(HttpsURLConnection connection) throws IOException {
            try {
                SSLContext context = SSLContext.getInstance("TLS");
                context.init(null, new TrustManager[] {new OwnMachine()}, null);
                connection.setSSLSocketFactory(context.getSocketFactory());
                connection.setHostnameVerifier((name, session) -> true);
            } catch (GeneralSecurityException e) {
                throw new IOException("TLS can't be spoken", e);
            }
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
