package io.healthmon.javalin.standalone.config;

import io.healthmon.HealthTarget;
import io.healthmon.outbound.OutboundPolicy;
import io.healthmon.target.CheckSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Reads a configuration that somebody sent: what decides on alerts and nothing else. No file is opened for it and no environment variable
 * read, since whoever may send one may not know these; where a default stands beside a variable, that counts.
 */
public final class DraftReader {

    /** What {@code Config} has and alerts do not depend on. */
    private static final List<String> UNREAD = List.of(
            "server",
            "database",
            "data-dir",
            "spool-max",
            "retention",
            "rollup-retention",
            "api-keys",
            "secret-keys",
            "host",
            "login",
            "status-page",
            "public-url",
            "channels",
            "routes",
            "outbound");

    /** Nothing to look at. */
    private record NoSpec() implements CheckSpec {
        @Override
        public String type() {
            return "draft";
        }
    }

    private DraftReader() {}

    /**
     * Reads.
     *
     * @param now tells which windows are over
     * @throws ConfigException if anything that is read is wrong
     */
    public static Draft read(String yaml, Instant now) {
        Source source = new Source("draft", Map.of());
        Section root = Section.root(source, YamlFile.parse(source, yaml));
        UNREAD.forEach(key -> root.known().add(key));
        ServiceDefaults defaults = source.attempt(() -> root.sectionOrEmpty("defaults"))
                .map(section -> ServiceDefaults.read(source, section))
                .orElse(ServiceDefaults.BUILT_IN);
        List<HealthTarget> targets = source.attempt(() -> root.sectionOrEmpty("services"))
                .map(section -> new ServicesReader(source, new ServiceReader(source, DraftReader::spec, defaults))
                        .read(section))
                .orElse(List.of());
        AlertingReader alerting = new AlertingReader(source, root, targets, now, OutboundPolicy.HOMELAB);
        Draft draft = alerting.readDraft(targets);
        root.refuseUnknownKeys();
        source.throwProblems();
        return draft;
    }

    /** Of what a kind takes nothing is read, so that a key that is not known may be one of its own. */
    private static CheckSpec spec(Section section) {
        section.mayHoldMore();
        return new NoSpec();
    }
}
