package io.healthmon.javalin.email;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** A mail server that says what a test wants. */
public final class ScriptedSmtp implements AutoCloseable {

    /** For a command that is never answered. */
    static final String SILENCE = "silence";

    private final ServerSocket listener;
    private final UnaryOperator<String> answers;
    private final List<SSLContext> tls;
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /**
     * @param answers by command; what is empty is answered as usual. The greeting is asked for as {@code GREETING}, the mail as {@code .}
     * @param tls offered by STARTTLS; empty if it is not
     */
    public ScriptedSmtp(UnaryOperator<String> answers, List<SSLContext> tls) throws IOException {
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.answers = answers;
        this.tls = tls;
        daemon(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** All lines that came. */
    public List<String> heard() {
        return heard;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listener.accept();
                sockets.add(socket);
                daemon(() -> {
                    try {
                        serve(socket);
                    } catch (IOException left) {
                        // So it left.
                    }
                });
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket first) throws IOException {
        Socket socket = first;
        BufferedReader in = reader(socket);
        answer(socket, "GREETING", "220 scripted ESMTP");
        String line;
        boolean inMail = false;
        while ((line = in.readLine()) != null) {
            heard.add(line);
            if (inMail) {
                if (line.equals(".")) {
                    inMail = false;
                    answer(socket, ".", "250 taken");
                }
                continue;
            }
            answer(socket, line, usual(line, socket == first));
            inMail = line.equals("DATA") && answers.apply(line).isEmpty();
            if (line.equals("STARTTLS")) {
                SSLSocket encrypted = (SSLSocket)
                        tls.get(0).getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
                encrypted.setUseClientMode(false);
                encrypted.startHandshake();
                socket = encrypted;
                in = reader(socket);
            }
        }
    }

    private String usual(String command, boolean bare) {
        if (command.startsWith("EHLO")) {
            return !tls.isEmpty() && bare ? "250-scripted\r\n250 STARTTLS" : "250-scripted\r\n250 AUTH PLAIN LOGIN";
        }
        if (command.startsWith("AUTH")) {
            return "235 welcome";
        }
        return switch (command) {
            case "STARTTLS" -> "220 go on";
            case "DATA" -> "354 go on";
            case "QUIT" -> "221 bye";
            default -> "250 ok";
        };
    }

    private void answer(Socket socket, String command, String usual) throws IOException {
        String scripted = answers.apply(command);
        String said = scripted.isEmpty() ? usual : scripted;
        if (!said.equals(SILENCE)) {
            socket.getOutputStream().write((said + "\r\n").getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
        }
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "scripted-smtp");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
