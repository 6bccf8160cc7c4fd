package io.healthmon.javalin.standalone.config;

import io.healthmon.check.OptionException;
import io.healthmon.check.Options;
import io.healthmon.target.Secret;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** One YAML mapping as {@link Options}. Every read makes its key known and its value, default or not, printable. */
final class Section implements Options {

    private final Source source;
    private final String path;
    private final Node place;
    private final Entries entries;
    private final KnownKeys known;
    private final Map<String, Section> children = new LinkedHashMap<>();
    private final Map<String, Object> effective = new LinkedHashMap<>();

    private Section(Source source, String path, Node place, Entries entries) {
        this.source = source;
        this.path = path;
        this.place = place;
        this.entries = entries;
        this.known = new KnownKeys(source, path, entries);
    }

    static Section root(Source source, MappingNode mapping) {
        return new Section(source, "", mapping, Entries.of(source, "", mapping));
    }

    @Override
    public Optional<String> text(String key) {
        return scalar(key, UnaryOperator.identity(), text -> text);
    }

    @Override
    public String text(String key, String defaultValue) {
        return text(key).orElseGet(() -> byDefault(key, defaultValue, defaultValue));
    }

    @Override
    public Optional<Secret> secret(String key) {
        return scalar(key, SecretFile::resolve, text -> Mask.TEXT).map(Secret::of);
    }

    @Override
    public Optional<String> url(String key) {
        return scalar(key, SecretFile::resolve, MaskedUrl::of);
    }

    @Override
    public boolean flag(String key, boolean defaultValue) {
        Optional<Boolean> value = scalar(key, Scalars::flag, flag -> flag);
        return value.orElseGet(() -> byDefault(key, defaultValue, defaultValue));
    }

    @Override
    public int integer(String key, int defaultValue, int min, int max) {
        Optional<Integer> value = scalar(key, text -> Scalars.integer(text, min, max), number -> number);
        return value.orElseGet(() -> byDefault(key, defaultValue, defaultValue));
    }

    @Override
    public Duration duration(String key, Duration defaultValue) {
        Optional<Duration> value = scalar(key, Quantities::duration, Quantities::format);
        return value.orElseGet(() -> byDefault(key, defaultValue, Quantities.format(defaultValue)));
    }

    @Override
    public long bytes(String key, long defaultValue) {
        Optional<Long> value = scalar(key, Quantities::bytes, Quantities::formatBytes);
        return value.orElseGet(() -> byDefault(key, defaultValue, Quantities.formatBytes(defaultValue)));
    }

    @Override
    public List<String> list(String key) {
        List<String> texts = new ArrayList<>();
        for (Node item : items(key)) {
            texts.add(convert(key, item, UnaryOperator.identity()));
        }
        if (value(key).isPresent()) {
            effective.put(key, List.copyOf(texts));
        }
        return List.copyOf(texts);
    }

    @Override
    public Map<String, String> map(String key) {
        return textMap(key, UnaryOperator.identity(), UnaryOperator.identity());
    }

    @Override
    public Map<String, Secret> secrets(String key) {
        return textMap(key, text -> Secret.of(SecretFile.resolve(text)), secret -> Mask.TEXT);
    }

    @Override
    public Optional<Options> section(String key) {
        return value(key).map(node -> child(key, node));
    }

    @Override
    public OptionException error(String key, String problem) {
        return source.error(
                entries.value(key).or(() -> entries.key(key)).orElse(place), Entries.join(path, key), problem);
    }

    /** An error about the section as a whole, to throw. */
    OptionException error(String problem) {
        return source.error(place, path, problem);
    }

    /** An error about the section as a whole, to throw: what the part that it describes says of it. */
    OptionException refused(IllegalArgumentException e) {
        // A URL's own parser quotes the URL, credentials and all.
        boolean quotes = e.getCause() instanceof URISyntaxException;
        return error(quotes || e.getMessage() == null ? "an option is not valid" : Source.shown(e.getMessage()));
    }

    /** An error about a key itself, whatever its value, to throw. */
    OptionException keyError(String key, String problem) {
        return source.error(entries.key(key).orElse(place), Entries.join(path, key), problem);
    }

    /**
     * Runs a part of the reading of this section; empty if an error ended it. Then keys may be left that nobody read although
     * they are right, so that only slips of known ones are refused.
     */
    <T> Optional<T> attempt(Supplier<T> part) {
        Optional<T> read = source.attempt(part);
        if (read.isEmpty()) {
            breakOff();
        }
        return read;
    }

    /** Keys may be here that nobody reads although they are right. */
    void mayHoldMore() {
        known.breakOff();
    }

    private void breakOff() {
        known.breakOff();
        children.values().forEach(Section::breakOff);
    }

    /** How many items a list has; 0 if it is absent or no list. */
    int size(String key) {
        return entries.value(key)
                .map(node -> node instanceof SequenceNode list ? list.getValue().size() : 0)
                .orElse(0);
    }

    /** True if the file gives {@code key} a value. */
    boolean has(String key) {
        return entries.value(key).isPresent();
    }

    /** True if the file gives {@code key} keys with values of its own. */
    boolean isGroup(String key) {
        return entries.value(key).filter(MappingNode.class::isInstance).isPresent();
    }

    /** A section whose defaults are read even where it is absent. */
    Section sectionOrEmpty(String key) {
        Section before = children.get(key);
        return before != null
                ? before
                : value(key).map(node -> child(key, node)).orElseGet(() -> {
                    Section empty = new Section(
                            source, Entries.join(path, key), entries.key(key).orElse(place), Entries.none());
                    return keep(key, empty);
                });
    }

    /** A list of sections; empty if absent. */
    List<Section> sections(String key) {
        List<Section> sections = new ArrayList<>();
        List<Object> shown = new ArrayList<>();
        for (Node item : items(key)) {
            Section section = mapping(Entries.join(path, key) + "[" + sections.size() + "]", item);
            children.put(section.path, section);
            sections.add(section);
            shown.add(section.effective);
        }
        effective.put(key, shown);
        return sections;
    }

    /** The keys that the file gives here, for sections whose keys are names. */
    Iterable<String> keys() {
        return entries.keys();
    }

    Node place() {
        return place;
    }

    /** Where {@code key} has its value. */
    Node placeOf(String key) {
        return entries.value(key).orElse(place);
    }

    /** {@code key} with the keys above it. */
    String pathOf(String key) {
        return Entries.join(path, key);
    }

    KnownKeys known() {
        return known;
    }

    Map<String, Object> effective() {
        return effective;
    }

    /** What {@code key} really is, where the file does not have the last word. */
    void override(String key, Object value) {
        effective.put(key, value);
    }

    /** Makes a problem of every key that nobody read, here and below. */
    void refuseUnknownKeys() {
        known.refuseOthers();
        children.values().forEach(Section::refuseUnknownKeys);
    }

    private Optional<Node> value(String key) {
        known.add(key);
        return entries.value(key);
    }

    private <T> Optional<T> scalar(String key, Function<String, T> parser, Function<T, Object> printer) {
        Optional<T> parsed = value(key).map(node -> convert(key, node, parser));
        parsed.ifPresent(value -> effective.put(key, printer.apply(value)));
        return parsed;
    }

    private <T> T byDefault(String key, T defaultValue, Object printed) {
        effective.put(key, printed);
        return defaultValue;
    }

    private <T> Map<String, T> textMap(String key, Function<String, T> parser, Function<T, String> printer) {
        Optional<Node> node = value(key);
        if (node.isEmpty()) {
            return Map.of();
        }
        String inner = Entries.join(path, key);
        Entries inside = Entries.of(source, inner, mappingNode(inner, node.get()));
        Map<String, T> values = new LinkedHashMap<>();
        Map<String, Object> shown = new LinkedHashMap<>();
        for (String name : inside.keys()) {
            Node item = inside.value(name)
                    .orElseThrow(() -> source.error(
                            inside.key(name).orElse(place),
                            Entries.join(inner, name),
                            "has no value; a text is needed"));
            T parsed = convert(Entries.join(key, name), item, parser);
            values.put(name, parsed);
            shown.put(name, printer.apply(parsed));
        }
        effective.put(key, shown);
        return Collections.unmodifiableMap(values);
    }

    private List<Node> items(String key) {
        Optional<Node> node = value(key);
        if (node.isEmpty()) {
            return List.of();
        }
        return node.get() instanceof SequenceNode sequence ? sequence.getValue() : List.of(node.get());
    }

    private <T> T convert(String key, Node node, Function<String, T> parser) {
        if (!(node instanceof ScalarNode scalar)) {
            throw source.error(node, Entries.join(path, key), "must be a single value, not a list or a group of keys");
        }
        try {
            return parser.apply(source.expansion().expand(scalar.getValue()));
        } catch (IllegalArgumentException e) {
            throw source.error(node, Entries.join(path, key), Source.shown(String.valueOf(e.getMessage())));
        }
    }

    private Section child(String key, Node node) {
        return keep(key, mapping(Entries.join(path, key), node));
    }

    private Section keep(String key, Section section) {
        children.put(key, section);
        effective.put(key, section.effective);
        return section;
    }

    private Section mapping(String inner, Node node) {
        return new Section(source, inner, node, Entries.of(source, inner, mappingNode(inner, node)));
    }

    private MappingNode mappingNode(String inner, Node node) {
        if (node instanceof MappingNode mapping) {
            return mapping;
        }
        throw source.error(node, inner, "must be a group of keys with values");
    }
}
