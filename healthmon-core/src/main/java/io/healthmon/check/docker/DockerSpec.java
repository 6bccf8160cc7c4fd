package io.healthmon.check.docker;

import io.healthmon.outbound.Destination;
import io.healthmon.outbound.Dials;
import io.healthmon.target.CheckSpec;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Docker Engine that should answer, or one of its containers that should run and be healthy.
 *
 * @param engine where it listens
 * @param container the container's name or id; empty to look at the engine itself
 */
public record DockerSpec(DockerEngine engine, Optional<String> container) implements CheckSpec, Dials {

    /** The kind's name. */
    public static final String TYPE = "docker";

    /** The rule for a container's name, which is Docker's own, as people read it in an error. */
    public static final String NAME_RULE = "1 to 255 characters of A-Z a-z 0-9 _ . -, the first a letter or digit";

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,254}");

    /** Checks the name: it becomes a part of a path. */
    public DockerSpec {
        if (container.isPresent() && !NAME.matcher(container.get()).matches()) {
            throw new IllegalArgumentException("no name of a container: " + NAME_RULE);
        }
    }

    /** A container of the engine at Docker's default socket. */
    public static DockerSpec ofContainer(String name) {
        return new DockerSpec(DockerEngine.DEFAULT, Optional.of(name));
    }

    /** The engine at Docker's default socket. */
    public static DockerSpec ofEngine() {
        return new DockerSpec(DockerEngine.DEFAULT, Optional.empty());
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public List<Destination> destinations() {
        return engine instanceof DockerEngine.Tcp tcp ? List.of(tcp.destination()) : List.of();
    }
}
