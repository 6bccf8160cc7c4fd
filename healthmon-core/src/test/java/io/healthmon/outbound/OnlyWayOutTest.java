package io.healthmon.outbound;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.netty.bootstrap.Bootstrap;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.SocketChannel;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The rule finds each way past the door. */
class OnlyWayOutTest {

    static final class MadeOfAHost {
        Object way() throws Exception {
            return new Socket("host", 1);
        }
    }

    static final class Connected {
        void way(Socket socket) throws Exception {
            socket.connect(new InetSocketAddress("host", 1));
        }
    }

    static final class ConnectedLater {
        void way(SSLSocket socket) throws Exception {
            socket.connect(new InetSocketAddress("host", 1), 1);
        }
    }

    static final class MadeByAFactory {
        Object way() throws Exception {
            return SocketFactory.getDefault().createSocket("host", 1);
        }
    }

    static final class MadeByATlsFactory {
        Object way(SSLSocketFactory factory) throws Exception {
            return factory.createSocket("host", 1);
        }
    }

    static final class OverAChannel {
        void way(SocketChannel channel) throws Exception {
            channel.connect(new InetSocketAddress("host", 1));
        }
    }

    static final class WithoutWaiting {
        Object way(AsynchronousSocketChannel channel) {
            return channel.connect(new InetSocketAddress("host", 1));
        }
    }

    static final class OverTheJdksClient {
        Object way(HttpClient client, HttpRequest message) {
            return client.sendAsync(message, BodyHandlers.discarding());
        }
    }

    static final class OverAUrl {
        Object way() throws Exception {
            return URI.create("http://host/").toURL().openStream();
        }
    }

    static final class OverNetty {
        Object way(Bootstrap bootstrap) {
            return bootstrap.connect("host", 1);
        }
    }

    static final class OverANettyChannel {
        Object way(io.netty.channel.socket.SocketChannel channel) {
            return channel.connect(new InetSocketAddress("host", 1));
        }
    }

    static final class TlsAroundASocket {
        Object way(SSLSocketFactory factory, Socket connected) throws Exception {
            return factory.createSocket(connected, "host", 1, true);
        }
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                MadeOfAHost.class,
                Connected.class,
                ConnectedLater.class,
                MadeByAFactory.class,
                MadeByATlsFactory.class,
                OverAChannel.class,
                WithoutWaiting.class,
                OverTheJdksClient.class,
                OverAUrl.class,
                OverNetty.class,
                OverANettyChannel.class
            })
    void way_pastTheDoor_isFound(Class<?> way) {
        assertThatThrownBy(() -> OnlyWayOut.but().check(new ClassFileImporter().importClasses(way)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(way.getSimpleName());
        OnlyWayOut.but(way.getName()).allowEmptyShould(true).check(new ClassFileImporter().importClasses(way));
    }

    @Test
    void tls_aroundASocketThatIsConnected_isNone() {
        OnlyWayOut.but().check(new ClassFileImporter().importClasses(TlsAroundASocket.class));
    }
}
