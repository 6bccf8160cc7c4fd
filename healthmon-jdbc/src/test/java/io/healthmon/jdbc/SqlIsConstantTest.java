package io.healthmon.jdbc;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jooq.PlainSQL;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * No statement is put together from what anybody sends: in the compiled classes, each text that is handed to the driver, or to jOOQ as
 * plain SQL, is a constant. What remains is listed below with its reason; a new one fails here.
 */
class SqlIsConstantTest {

    /** Methods whose statements are put together, and from what. */
    private static final Map<String, String> PUT_TOGETHER = Map.ofEntries(
            entry("Database.transaction", "limits of time: numbers of ours"),
            entry("Database.longTransaction", "the same"),
            entry("Database.snapshot", "the same, and the name of our table, as jOOQ renders it"),
            entry("Database.longSnapshot", "the same"),
            entry("Database.longRead", "the same"),
            entry("SchemaMigration.lock", "a limit of time: a number of ours"),
            entry("MergeStates.run", "constants, and the name of our table, as jOOQ renders it"),
            entry("RenameOriginals.rename", "one of three words of ours; the names are jOOQ's, quoted"),
            entry("GrantAsBefore.execute", "what the server itself says of an adopted table's rights, quoted by it"),
            entry("ViewsOfOriginals.replace", "what the server itself says a view on an adopted table is"));

    @Test
    void statements_ofAllClasses_areConstants() throws Exception {
        Path classes = Path.of(PostgresStore.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<String> found = new TreeSet<>();
        int[] seen = {0};
        try (Stream<Path> files = Files.walk(classes)) {
            files.filter(file -> file.toString().endsWith(".class"))
                    .filter(file -> !file.toString().contains("/generated/"))
                    .forEach(file -> seen[0] += look(file, found));
        }
        assertThat(seen[0]).as("statements that were looked at").isGreaterThan(30);
        assertThat(found).isEqualTo(new TreeSet<>(PUT_TOGETHER.keySet()));
    }

    private static int look(Path file, Set<String> found) {
        ClassNode type = new ClassNode();
        try (InputStream in = Files.newInputStream(file)) {
            new ClassReader(in).accept(type, ClassReader.SKIP_DEBUG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        int statements = 0;
        for (MethodNode method : type.methods) {
            Frame<SourceValue>[] frames = frames(type, method);
            for (int i = 0; i < method.instructions.size(); i++) {
                if (method.instructions.get(i) instanceof MethodInsnNode call && frames[i] != null && takesSql(call)) {
                    statements++;
                    Set<AbstractInsnNode> sources = sources(frames[i], call);
                    // A parameter's value comes from nowhere that can be seen here.
                    if (sources.isEmpty() || !sources.stream().allMatch(SqlIsConstantTest::isConstant)) {
                        found.add(name(type, method));
                    }
                }
            }
        }
        return statements;
    }

    private static String name(ClassNode type, MethodNode method) {
        String simple = type.name.substring(type.name.lastIndexOf('/') + 1);
        return simple + "." + method.name.replaceFirst("^lambda\\$(\\w+)\\$\\d+$", "$1");
    }

    private static Frame<SourceValue>[] frames(ClassNode type, MethodNode method) {
        try {
            return new Analyzer<>(new Origins()).analyze(type.name, method);
        } catch (AnalyzerException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What the text may have been made by: it is the first argument that is a text. */
    private static Set<AbstractInsnNode> sources(Frame<SourceValue> frame, MethodInsnNode call) {
        Type[] arguments = Type.getArgumentTypes(call.desc);
        int text = Arrays.asList(arguments).indexOf(Type.getType(String.class));
        return frame.getStack(frame.getStackSize() - arguments.length + text).insns;
    }

    private static boolean isConstant(AbstractInsnNode source) {
        return source instanceof LdcInsnNode constant && constant.cst instanceof String;
    }

    private static boolean takesSql(MethodInsnNode call) {
        if (!Arrays.asList(Type.getArgumentTypes(call.desc)).contains(Type.getType(String.class))) {
            return false;
        }
        if (call.owner.startsWith("org/jooq/")) {
            return declared(call).anyMatch(method -> method.isAnnotationPresent(PlainSQL.class));
        }
        return call.owner.startsWith("java/sql/")
                && declared(call)
                        .anyMatch(method -> Statement.class.isAssignableFrom(method.getDeclaringClass())
                                ? method.getName().matches("execute.*|addBatch")
                                : Connection.class.isAssignableFrom(method.getDeclaringClass())
                                        && method.getName().matches("prepare.*|nativeSQL"));
    }

    private static Stream<Method> declared(MethodInsnNode call) {
        try {
            Class<?> owner =
                    Class.forName(call.owner.replace('/', '.'), false, SqlIsConstantTest.class.getClassLoader());
            return Arrays.stream(owner.getMethods())
                    .filter(method -> method.getName().equals(call.name)
                            && Type.getMethodDescriptor(method).equals(call.desc));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Follows a value through the variables that it was put in. */
    private static final class Origins extends SourceInterpreter {
        Origins() {
            super(Opcodes.ASM9);
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
            return value;
        }
    }
}
