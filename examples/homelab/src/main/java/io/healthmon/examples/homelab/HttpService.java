package io.healthmon.examples.homelab;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/** A simulated service that speaks as much HTTP/1.1 as a health check needs: GET and HEAD, one after another. */
abstract class HttpService implements SimulatedService {

    private static final String END_OF_HEAD = "\r\n\r\n";
    private static final int MAX_HEAD = 8 * 1024;
    private static final Map<Integer, String> PHRASES = Map.of(
            200,
            "OK",
            404,
            "Not Found",
            405,
            "Method Not Allowed",
            429,
            "Too Many Requests",
            503,
            "Service Unavailable");

    private final String name;
    private final String healthPath;
    private final Gate gate;

    HttpService(String name, String healthPath, Gate gate) {
        this.name = name;
        this.healthPath = healthPath;
        this.gate = gate;
    }

    /** What the service answers to a GET of {@code path}, in the gate's mode. */
    abstract Answer answer(String path);

    /** An answer; an empty content type is not sent. */
    record Answer(int code, String contentType, String body) {

        static final Answer NOT_FOUND = empty(404);

        static Answer empty(int code) {
            return new Answer(code, "", "");
        }
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final URI address(int port) {
        return URI.create("http://127.0.0.1:" + port + healthPath);
    }

    @Override
    public final Gate gate() {
        return gate;
    }

    @Override
    public final void converse(InputStream in, OutputStream out) throws IOException, InterruptedException {
        boolean more = true;
        while (more) {
            String head = readHead(in);
            String[] line = head.lines().findFirst().orElse("").split(" ", -1);
            if (line.length != 3) {
                return;
            }
            gate.pass();
            boolean reading = line[0].equals("GET") || line[0].equals("HEAD");
            Answer answer = reading ? answer(line[1].replaceFirst("\\?.*", "")) : Answer.empty(405);
            // The body of any other method is not read, so that what follows it can't be either.
            more = reading && line[2].equals("HTTP/1.1") && !closes(head);
            write(out, answer, line[0].equals("HEAD"), more);
        }
    }

    private static boolean closes(String head) {
        return head.toLowerCase(Locale.ROOT).lines().anyMatch(header -> header.matches("connection:\\s*close\\s*"));
    }

    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf(END_OF_HEAD, head.length() - END_OF_HEAD.length()) < 0) {
            int next = in.read();
            if (next < 0 || head.length() == MAX_HEAD) {
                throw new EOFException("no request");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void write(OutputStream out, Answer answer, boolean headOnly, boolean more) throws IOException {
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder("HTTP/1.1 ")
                .append(answer.code())
                .append(' ')
                .append(PHRASES.getOrDefault(answer.code(), ""))
                .append("\r\nContent-Length: ")
                .append(body.length)
                .append("\r\n");
        if (!answer.contentType().isEmpty()) {
            head.append("Content-Type: ").append(answer.contentType()).append("\r\n");
        }
        head.append(more ? "\r\n" : "Connection: close\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.US_ASCII);
        byte[] all = Arrays.copyOf(start, start.length + (headOnly ? 0 : body.length));
        System.arraycopy(body, 0, all, start.length, all.length - start.length);
        out.write(all);
        out.flush();
    }
}
