package io.healthmon.check.redis;

import io.healthmon.check.CheckFailedException;
import io.healthmon.check.Observation;
import io.healthmon.check.Phase;
import io.healthmon.check.PhaseClock;
import io.healthmon.check.Quietly;
import io.healthmon.check.Reason;
import io.healthmon.target.Secret;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A blocking connection to a Redis for the length of one check; see {@link RespConnector}. For one thread. */
public final class RespConnection implements AutoCloseable {

    private final Socket socket;
    private final PhaseClock phases;
    private final RedisAddress address;
    private @Nullable RespReader reader;

    RespConnection(Socket socket, PhaseClock phases, RedisAddress address) {
        this.socket = socket;
        this.phases = phases;
        this.address = address;
    }

    void logIn() throws CheckFailedException {
        if (address.password().isPresent()) {
            String password = address.password().map(Secret::reveal).get();
            RespReply reply = address.user().isPresent()
                    ? command("AUTH", address.user().get(), password)
                    : command("AUTH", password);
            require(RedisErrors.LOGIN, reply);
        }
        if (address.db() != 0) {
            require("the selection of database " + address.db(), command("SELECT", Integer.toString(address.db())));
        }
    }

    /**
     * Sends a command and waits for its reply.
     *
     * @throws CheckFailedException if the connection breaks or what comes back is not RESP
     */
    public RespReply command(String... words) throws CheckFailedException {
        phases.entering(Phase.RESPONSE);
        try {
            socket.getOutputStream().write(encoded(words));
            return reader().read();
        } catch (ProtocolException e) {
            throw new CheckFailedException(Observation.Failure.unhealthy(
                    Reason.PROTOCOL, address.where() + " does not answer as Redis does", phases.timings()));
        } catch (IOException e) {
            throw new CheckFailedException(Observation.Failure.unhealthy(
                    Reason.CONNECTION_LOST,
                    address.where() + " closed the connection before it answered " + words[0],
                    phases.timings()));
        }
    }

    /**
     * Ends the check if {@code reply} is an error.
     *
     * @param what what was asked for, for the sentence
     * @throws CheckFailedException with what the error means
     */
    public RespReply require(String what, RespReply reply) throws CheckFailedException {
        if (reply instanceof RespReply.Failure failure) {
            throw new CheckFailedException(RedisErrors.meaning(failure, what, address, phases.timings()));
        }
        return reply;
    }

    private RespReader reader() throws IOException {
        RespReader known = reader;
        if (known == null) {
            InputStream in = new BufferedInputStream(socket.getInputStream());
            known = new RespReader(in, () -> phases.entering(Phase.BODY));
            reader = known;
        }
        return known;
    }

    private static byte[] encoded(String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] text = word.getBytes(StandardCharsets.UTF_8);
            bytes.writeBytes(("$" + text.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(text);
            bytes.writeBytes(new byte[] {'\r', '\n'});
        }
        return bytes.toByteArray();
    }

    @Override
    public void close() {
        Quietly.close(socket);
    }
}
