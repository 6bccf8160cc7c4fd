package io.healthmon.examples.homelab;

import io.healthmon.examples.homelab.RedisCommand.ProtocolException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A Redis without a password that knows PING, AUTH, HELLO, SELECT and QUIT. Degraded, it loads its data set; unhealthy, it is
 * a replica that has lost its master.
 */
final class Redis implements SimulatedService {

    private static final String OK = "+OK\r\n";
    private static final String LOADING = "-LOADING Redis is loading the dataset in memory\r\n";
    private static final String MASTERDOWN =
            "-MASTERDOWN Link with MASTER is down and replica-serve-stale-data is set to 'no'.\r\n";

    private final Gate gate;

    Redis(Gate gate) {
        this.gate = gate;
    }

    @Override
    public String name() {
        return "redis";
    }

    @Override
    public URI address(int port) {
        return URI.create("redis://127.0.0.1:" + port + "/0");
    }

    @Override
    public Gate gate() {
        return gate;
    }

    @Override
    public void converse(InputStream in, OutputStream out) throws IOException, InterruptedException {
        RedisCommand command;
        do {
            try {
                command = RedisCommand.read(in);
            } catch (ProtocolException e) {
                send(out, "-ERR Protocol error: " + e.getMessage() + "\r\n");
                return;
            }
            if (!command.name().isEmpty()) {
                gate.pass();
                send(out, reply(command));
            }
        } while (!command.name().equals("QUIT"));
    }

    private String reply(RedisCommand command) {
        List<String> arguments = command.arguments();
        return switch (command.name()) {
            case "QUIT" -> OK;
            case "AUTH" -> auth(arguments);
            case "HELLO" -> hello(arguments);
            default ->
                switch (gate.mode()) {
                    case DEGRADED -> LOADING;
                    case UNHEALTHY -> MASTERDOWN;
                    default -> data(command.name(), arguments);
                };
        };
    }

    private static String data(String name, List<String> arguments) {
        return switch (name) {
            case "PING" -> arguments.isEmpty() ? "+PONG\r\n" : bulk(arguments.get(0));
            case "SELECT" ->
                arguments.size() == 1 && arguments.get(0).matches("1[0-5]|[0-9]")
                        ? OK
                        : "-ERR DB index is out of range\r\n";
            default -> "-ERR unknown command\r\n";
        };
    }

    /** Without a password set, the default user takes any; a password alone is refused. */
    private static String auth(List<String> arguments) {
        if (arguments.size() == 2) {
            return arguments.get(0).equals("default")
                    ? OK
                    : "-WRONGPASS invalid username-password pair or user is disabled.\r\n";
        }
        return "-ERR AUTH <password> called without any password configured for the default user. "
                + "Are you sure your configuration is correct?\r\n";
    }

    private static String hello(List<String> arguments) {
        String version = arguments.isEmpty() ? "2" : arguments.get(0);
        String fields = bulk("server") + bulk("redis") + bulk("version") + bulk("7.4.0") + bulk("proto");
        return switch (version) {
            case "2" -> "*6\r\n" + fields + ":2\r\n";
            case "3" -> "%3\r\n" + fields + ":3\r\n";
            default -> "-NOPROTO unsupported protocol version\r\n";
        };
    }

    private static String bulk(String text) {
        return "$" + text.getBytes(StandardCharsets.UTF_8).length + "\r\n" + text + "\r\n";
    }

    private static void send(OutputStream out, String reply) throws IOException {
        out.write(reply.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
