package io.healthmon.check.docker;

import io.healthmon.check.Checker;
import io.healthmon.check.CheckerContext;
import io.healthmon.check.CheckerProvider;
import io.healthmon.check.Options;
import io.healthmon.check.ServerUrl;
import io.healthmon.target.CheckSpec;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Docker checks: {@code socket} (default {@code /var/run/docker.sock}) or {@code url} ({@code tcp://host:2375},
 * {@code unix:///path}), and {@code container} (default: the engine itself).
 */
public final class DockerCheckerProvider implements CheckerProvider {

    private static final String UNIX = "unix://";
    private static final String ALLOWED = "allowed is tcp://host:2375 or unix:///path";
    private static final int DEFAULT_PORT = 2375;

    @Override
    public String type() {
        return DockerSpec.TYPE;
    }

    @Override
    public CheckSpec spec(Options options) {
        DockerEngine engine = engine(options);
        try {
            return new DockerSpec(engine, options.text("container"));
        } catch (IllegalArgumentException e) {
            throw options.error("container", String.valueOf(e.getMessage()));
        }
    }

    private static DockerEngine engine(Options options) {
        Optional<String> url = options.url("url");
        Optional<String> socket = options.text("socket");
        if (url.isPresent() && socket.isPresent()) {
            throw options.error("url", "excludes socket: give one of them");
        }
        if (url.isEmpty()) {
            return socket.map(path -> socket(options, "socket", path)).orElse(DockerEngine.DEFAULT);
        }
        return url.get().startsWith(UNIX)
                ? socket(options, "url", url.get().substring(UNIX.length()))
                : tcp(options, url.get());
    }

    private static DockerEngine socket(Options options, String key, String path) {
        try {
            return new DockerEngine.UnixSocket(Path.of(path));
        } catch (InvalidPathException e) {
            throw options.error(key, "is no path of a socket");
        } catch (IllegalArgumentException e) {
            throw options.error(key, String.valueOf(e.getMessage()));
        }
    }

    private static DockerEngine tcp(Options options, String text) {
        ServerUrl url;
        try {
            url = ServerUrl.parse(text, DEFAULT_PORT);
        } catch (IllegalArgumentException e) {
            throw options.error("url", e.getMessage() + "; " + ALLOWED);
        }
        if (!url.scheme().equals("tcp")
                || url.password().isPresent()
                || !url.path().isEmpty()) {
            throw options.error("url", "is no address of a Docker Engine; " + ALLOWED);
        }
        return new DockerEngine.Tcp(url.host(), url.port());
    }

    @Override
    public Checker checker(CheckerContext context) {
        return new DockerChecker(context);
    }
}
