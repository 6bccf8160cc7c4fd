package io.healthmon.check.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CappedBodyTest {

    private static final int MAX = 1_000;

    @ParameterizedTest
    @ValueSource(strings = {"", "gzip", "br"})
    void bytes_endless_areNeverHeldBeyondTheCap(String encoding) {
        CappedBody body = new CappedBody(MAX, encoding);
        int taken = 0;
        while (body.add(ByteBuffer.allocate(300))) {
            taken++;
        }

        assertThat(taken).isLessThan(10);
        assertThat(body.size()).isLessThanOrEqualTo(2 * MAX + 100);
        assertThat(body.collect().bytes()).hasSize(MAX);
        assertThat(body.collect().truncated()).isTrue();
    }

    @Test
    void bytes_ofTheCapExactly_areWhole() {
        CappedBody body = new CappedBody(MAX, "");

        assertThat(body.add(ByteBuffer.allocate(MAX))).isTrue();
        assertThat(body.collect().truncated()).isFalse();
        assertThat(body.collect().bytes()).hasSize(MAX);
    }

    @Test
    void cap_ofNothing_keepsNothing() {
        CappedBody body = new CappedBody(0, "");

        assertThat(body.collect().truncated()).isFalse();
        assertThat(body.add(ByteBuffer.allocate(1))).isFalse();
        assertThat(body.collect().truncated()).isTrue();
        assertThat(body.collect().bytes()).isEmpty();
    }

    @Test
    void gzip_bomb_isCutAtTheCap() throws IOException {
        CappedBody body = new CappedBody(MAX, "gzip");
        body.add(ByteBuffer.wrap(gzip(new byte[100_000])));

        assertThat(body.collect().bytes()).hasSize(MAX);
        assertThat(body.collect().truncated()).isTrue();
    }

    @Test
    void gzip_ofTheCapExactly_isWhole() throws IOException {
        CappedBody body = new CappedBody(MAX, " GZIP ");
        body.add(ByteBuffer.wrap(gzip(new byte[MAX])));

        assertThat(body.collect().bytes()).hasSize(MAX);
        assertThat(body.collect().truncated()).isFalse();
    }

    @Test
    void gzip_cutShort_givesWhatItHolds() throws IOException {
        byte[] whole = gzip("{\"status\":\"healthy\"}".getBytes(StandardCharsets.UTF_8));
        CappedBody body = new CappedBody(MAX, "gzip");
        body.add(ByteBuffer.wrap(whole, 0, whole.length - 8));

        assertThat(new String(body.collect().bytes(), StandardCharsets.UTF_8)).isEqualTo("{\"status\":\"healthy\"}");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void deflate_withAndWithoutHeader_isDecoded(boolean raw) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(Deflater.BEST_SPEED, raw);
        try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
            out.write("fine".getBytes(StandardCharsets.UTF_8));
        }
        deflater.end();
        CappedBody body = new CappedBody(MAX, "deflate");
        body.add(ByteBuffer.wrap(packed.toByteArray()));

        assertThat(new String(body.collect().bytes(), StandardCharsets.UTF_8)).isEqualTo("fine");
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }
}
