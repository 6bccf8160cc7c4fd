package io.healthmon.javalin.standalone.config;

import io.healthmon.check.OptionException;
import io.healthmon.check.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.snakeyaml.engine.v2.nodes.Node;

/** The file being read: knows how to name a place in it, and collects what is wrong with it. Used by one thread. */
final class Source {

    /** A file that is wrong everywhere need not be told so more often. */
    private static final int MAX_PROBLEMS = 50;

    private static final int MAX_SHOWN = 200;

    private final String name;
    private final Expansion expansion;
    private final List<String> problems = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    Source(String name, Map<String, String> environment) {
        this.name = name;
        this.expansion = new Expansion(environment);
    }

    Expansion expansion() {
        return expansion;
    }

    List<String> warnings() {
        return warnings;
    }

    /** An error at a node, to throw. */
    OptionException error(Node place, String key, String problem) {
        return new OptionException(at(place) + (key.isEmpty() ? "" : shown(key) + ": ") + problem);
    }

    /** An error about the file as a whole, to throw. */
    ConfigException fileError(String problem) {
        return new ConfigException(List.of(name + ": " + problem));
    }

    /** An error at a line and column, counted from 0, to throw. */
    ConfigException syntaxError(int line, int column, String problem) {
        return new ConfigException(List.of(at(line, column) + problem));
    }

    void problem(OptionException problem) {
        problem(String.valueOf(problem.getMessage()));
    }

    void problem(String problem) {
        if (problems.size() < MAX_PROBLEMS) {
            problems.add(problem);
        }
    }

    void warn(Node place, String key, String warning) {
        warnings.add(at(place) + key + ": " + warning);
    }

    /** Runs one part of the reading; an error in it is kept, so that the parts after it are read too. */
    void collect(Runnable part) {
        try {
            part.run();
        } catch (OptionException e) {
            problem(e);
        }
    }

    /** The same for a part that yields something; empty if it could not. */
    <T> Optional<T> attempt(Supplier<T> part) {
        try {
            return Optional.of(part.get());
        } catch (OptionException e) {
            problem(e);
            return Optional.empty();
        }
    }

    boolean sound() {
        return problems.isEmpty();
    }

    void throwProblems() {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** Text from the file as an error may show it: on one line, not too long. */
    static String shown(String text) {
        return Text.storable(text.replaceAll("\\p{Cntrl}", "?"), MAX_SHOWN);
    }

    private String at(Node place) {
        return place.getStartMark()
                .map(mark -> at(mark.getLine(), mark.getColumn()))
                .orElse(name + ": ");
    }

    private String at(int line, int column) {
        return name + ":" + (line + 1) + ":" + (column + 1) + ": ";
    }
}
