package io.healthmon.javalin.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;

/**
 * A socket that is connected already, for a library that insists on connecting what it is given: it may say where to as it likes. All
 * else is the other socket's.
 */
final class ReadySocket extends Socket {

    private final Socket ready;

    ReadySocket(Socket ready) {
        this.ready = ready;
    }

    @Override
    public void connect(SocketAddress endpoint) {}

    @Override
    public void connect(SocketAddress endpoint, int timeout) {}

    @Override
    public InputStream getInputStream() throws IOException {
        return ready.getInputStream();
    }

    @Override
    public OutputStream getOutputStream() throws IOException {
        return ready.getOutputStream();
    }

    @Override
    public void setSoTimeout(int timeout) throws SocketException {
        ready.setSoTimeout(timeout);
    }

    @Override
    public int getSoTimeout() throws SocketException {
        return ready.getSoTimeout();
    }

    @Override
    public void setTcpNoDelay(boolean on) throws SocketException {
        ready.setTcpNoDelay(on);
    }

    @Override
    public boolean getTcpNoDelay() throws SocketException {
        return ready.getTcpNoDelay();
    }

    @Override
    public void setSoLinger(boolean on, int linger) throws SocketException {
        ready.setSoLinger(on, linger);
    }

    @Override
    public int getSoLinger() throws SocketException {
        return ready.getSoLinger();
    }

    @Override
    public void shutdownInput() throws IOException {
        ready.shutdownInput();
    }

    @Override
    public void shutdownOutput() throws IOException {
        ready.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        ready.close();
    }

    @Override
    public boolean isConnected() {
        return ready.isConnected();
    }

    @Override
    public boolean isBound() {
        return ready.isBound();
    }

    @Override
    public boolean isClosed() {
        return ready.isClosed();
    }

    @Override
    public boolean isInputShutdown() {
        return ready.isInputShutdown();
    }

    @Override
    public boolean isOutputShutdown() {
        return ready.isOutputShutdown();
    }

    @Override
    public InetAddress getInetAddress() {
        return ready.getInetAddress();
    }

    @Override
    public InetAddress getLocalAddress() {
        return ready.getLocalAddress();
    }

    @Override
    public int getPort() {
        return ready.getPort();
    }

    @Override
    public int getLocalPort() {
        return ready.getLocalPort();
    }

    @Override
    public SocketAddress getRemoteSocketAddress() {
        return ready.getRemoteSocketAddress();
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
        return ready.getLocalSocketAddress();
    }
}
