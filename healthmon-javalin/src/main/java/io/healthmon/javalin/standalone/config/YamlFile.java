package io.healthmon.javalin.standalone.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/** From bytes to YAML nodes that know their line and column; everything bounded: size, depth, aliases. */
final class YamlFile {

    private static final int MAX_BYTES = 4 * 1024 * 1024;
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ALIASES = 1_000;

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setCodePointLimit(MAX_BYTES)
            .setMaxAliasesForCollections(MAX_ALIASES)
            .setAllowNonScalarKeys(true) // refused by Entries, which says where
            .build();

    private YamlFile() {}

    static String read(Source source, Path file) {
        if (Files.isDirectory(file)) {
            throw source.fileError("cannot be read: it is a folder, not a file");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw source.fileError("is too large for a configuration, at most 4MB are allowed");
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw source.fileError("cannot be read: there is no such file");
        } catch (AccessDeniedException e) {
            throw source.fileError("cannot be read: permission denied");
        } catch (CharacterCodingException e) {
            throw source.fileError("is not a YAML file: it is not text in UTF-8");
        } catch (IOException e) {
            throw source.fileError("cannot be read");
        }
    }

    /** The mapping at the top of {@code text}. */
    static MappingNode parse(Source source, String text) {
        String yaml = text.startsWith("\uFEFF") ? text.substring(1) : text;
        refuseBinary(source, yaml);
        Optional<Node> root;
        try {
            refuseDeepNesting(source, yaml);
            root = new Compose(SETTINGS).composeString(yaml);
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
            int line = mark.map(Mark::getLine).orElse(0);
            int column = mark.map(Mark::getColumn).orElse(0);
            throw source.syntaxError(line, column, "not valid YAML: " + Source.shown(String.valueOf(e.getProblem())));
        } catch (YamlEngineException e) {
            throw source.fileError("is not valid YAML: " + Source.shown(String.valueOf(e.getMessage())));
        }
        if (root.isEmpty()) {
            throw source.fileError("is empty; at least 'services:' is needed");
        }
        if (root.get() instanceof MappingNode mapping) {
            return mapping;
        }
        throw source.syntaxError(0, 0, "must be keys with values, such as 'services:', at the top");
    }

    /** The library's own words for it show offsets and code points. */
    private static void refuseBinary(Source source, String yaml) {
        for (int i = 0; i < yaml.length(); i++) {
            char c = yaml.charAt(i);
            if (c < ' ' && c != '\n' && c != '\r' && c != '\t') {
                throw source.fileError("is not a YAML file: it holds control characters, as binary files do");
            }
        }
    }

    /** The parser keeps its own stack, the composer uses the thread's: so depth is bounded before composing. */
    private static void refuseDeepNesting(Source source, String yaml) {
        int depth = 0;
        for (Event event : new Parse(SETTINGS).parseString(yaml)) {
            if (event instanceof CollectionStartEvent) {
                depth++;
            } else if (event instanceof CollectionEndEvent) {
                depth--;
            }
            if (depth > MAX_DEPTH) {
                Optional<Mark> mark = event.getStartMark();
                throw source.syntaxError(
                        mark.map(Mark::getLine).orElse(0),
                        mark.map(Mark::getColumn).orElse(0),
                        "nested too deeply, at most " + MAX_DEPTH + " levels are allowed");
            }
        }
    }
}
