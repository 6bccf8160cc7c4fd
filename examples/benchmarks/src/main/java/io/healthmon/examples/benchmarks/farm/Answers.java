package io.healthmon.examples.benchmarks.farm;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The farm's answers, rendered once; what changes from one to the next is written into a copy, at places of fixed width. Not
 * thread-safe.
 */
final class Answers {

    /** Bytes of the huge body: far more than a monitor should read. */
    static final int HUGE = 10 * 1024 * 1024;

    private static final int NUMBER_WIDTH = 10;
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);

    private final boolean keepAlive;
    private final Template healthy;
    private final Template degraded;
    private final byte[] plain;
    private final byte[] notFound;
    private final byte[] dripHead;
    private final byte[] hugeAnswer;
    private final Instant started = Instant.now();
    private long second;
    private byte[] secondText = new byte[0];

    /**
     * @param keepAlive whether a connection may carry more than one exchange
     * @param numbered whether bodies carry the number of the answer, as {@code checks.served}
     */
    Answers(boolean keepAlive, boolean numbered) {
        this.keepAlive = keepAlive;
        healthy = new Template("200 OK", "healthy", "running", numbered);
        degraded = new Template("503 Service Unavailable", "degraded", "stopped", numbered);
        plain = answer("200 OK", "text/plain", "ok");
        notFound =
                answer("404 Not Found", "application/json", "{\"error\":\"the path must be /<behaviour>/<service>\"}");
        dripHead = head("200 OK", "application/json", HUGE);
        hugeAnswer = answer(
                "200 OK", "application/json", "{\"status\":\"healthy\",\"filler\":\"" + "x".repeat(HUGE) + "\"}");
    }

    /** Stream-bot's body, its answer's {@code number} among the checks. */
    ByteBuffer healthy(long number) {
        return healthy.render(number);
    }

    /** The same, degraded. */
    ByteBuffer degraded(long number) {
        return degraded.render(number);
    }

    ByteBuffer plain() {
        return ByteBuffer.wrap(plain);
    }

    ByteBuffer notFound() {
        return ByteBuffer.wrap(notFound);
    }

    /** A head that promises a body. */
    ByteBuffer dripHead() {
        return ByteBuffer.wrap(dripHead);
    }

    ByteBuffer huge() {
        return ByteBuffer.wrap(hugeAnswer);
    }

    private byte[] head(String status, String type, int length) {
        return ("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + length + "\r\n"
                        + (keepAlive ? "" : "Connection: close\r\n") + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] answer(String status, String type, String body) {
        byte[] head = head(status, type, body.length());
        byte[] whole = new byte[head.length + body.length()];
        System.arraycopy(head, 0, whole, 0, head.length);
        System.arraycopy(body.getBytes(StandardCharsets.US_ASCII), 0, whole, head.length, body.length());
        return whole;
    }

    private byte[] now(Instant now) {
        if (now.getEpochSecond() != second) {
            second = now.getEpochSecond();
            secondText = SECOND.format(now).getBytes(StandardCharsets.US_ASCII);
        }
        return secondText;
    }

    /** Places are found by marks of the width that what comes there has. */
    private final class Template {
        private static final String UPTIME = "uuuuuuuuuu";
        private static final String SERVED = "nnnnnnnnnn";
        private static final String TIMESTAMP = "yyyy-MM-ddThh:mm:ss.mmmZ";

        private final byte[] bytes;
        private final int uptime;
        private final int served;
        private final int timestamp;

        Template(String code, String status, String tokenRefresh, boolean numbered) {
            String body = "{\"status\":\"" + status + "\",\"service\":\"stream-bot\",\"version\":\"1.0.0\",\"uptime\":"
                    + UPTIME
                    + ",\"checks\":{\"database\":\"healthy\",\"oauth_storage\":\"healthy\",\"token_refresh_service\":\""
                    + tokenRefresh
                    + "\",\"bot_manager\":\"running\"" + (numbered ? ",\"served\":" + SERVED : "")
                    + "},\"timestamp\":\""
                    + TIMESTAMP + "\"}";
            bytes = answer(code, "application/json", body);
            String text = new String(bytes, StandardCharsets.US_ASCII);
            uptime = text.indexOf(UPTIME);
            served = text.indexOf(SERVED);
            timestamp = text.indexOf(TIMESTAMP);
        }

        ByteBuffer render(long number) {
            byte[] copy = bytes.clone();
            Instant now = Instant.now();
            writeNumber(copy, uptime, now.getEpochSecond() - started.getEpochSecond());
            if (served >= 0) {
                writeNumber(copy, served, number);
            }
            byte[] text = now(now);
            System.arraycopy(text, 0, copy, timestamp, text.length);
            int millis = now.getNano() / 1_000_000;
            int at = timestamp + text.length + 1;
            copy[at] = (byte) ('0' + millis / 100);
            copy[at + 1] = (byte) ('0' + millis / 10 % 10);
            copy[at + 2] = (byte) ('0' + millis % 10);
            return ByteBuffer.wrap(copy);
        }

        /** Right-aligned: JSON allows spaces before a number. */
        private static void writeNumber(byte[] into, int at, long number) {
            long rest = number;
            for (int i = at + NUMBER_WIDTH - 1; i >= at; i--) {
                into[i] = (byte) (rest > 0 || i == at + NUMBER_WIDTH - 1 ? '0' + rest % 10 : ' ');
                rest /= 10;
            }
        }
    }
}
