package io.healthmon.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.healthmon.access.Hashes;
import io.healthmon.access.Session;
import io.healthmon.target.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * No secret, hash or MAC is compared by what returns at the first difference. In the compiled classes of all modules, what a secret
 * reveals is followed through variables and through what makes texts and bytes of it; it may end in {@code MessageDigest.isEqual}
 * ({@link Hashes#same}, {@link Secret#equals}), not in {@code equals} and its like.
 */
class SecretsAreComparedInConstantTimeTest {

    /** What gives a secret, or what stands for one. */
    private static final Set<String> SOURCES = Set.of(
            "io/healthmon/target/Secret.reveal",
            "io/healthmon/access/Hashes.of",
            "io/healthmon/access/Session.hash",
            "io/healthmon/access/AccessKey.hash",
            "io/healthmon/javalin/auth/Csrf.token",
            "io/healthmon/javalin/auth/login/OneTimeCodes.code",
            "java/security/MessageDigest.digest",
            "javax/crypto/Mac.doFinal");

    /** What gives the same in another form. */
    private static final Set<String> FORMS = Set.of(
            "java/lang/String",
            "java/util/HexFormat",
            "java/util/Base64$Encoder",
            "java/util/Base64$Decoder",
            "java/util/Arrays",
            "java/util/Optional");

    private static final Set<String> TYPES = Set.of(
            "java/lang/String",
            "java/lang/Object",
            "java/util/Objects",
            "java/util/Arrays",
            "java/util/List",
            "java/util/Set",
            "java/util/Collection",
            "java/nio/ByteBuffer");

    private static final Pattern COMPARES =
            Pattern.compile("equals|equalsIgnoreCase|contentEquals|compareTo|compareToIgnoreCase|compare|mismatch"
                    + "|startsWith|endsWith|regionMatches|contains|indexOf");

    @Test
    void secrets_areComparedInConstantTime() {
        Set<String> found = new TreeSet<>();
        int[] seen = {0};
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.healthmon")) {
            seen[0] += look(type.getName(), found);
        }

        assertThat(seen[0]).as("methods in which there are secrets").isGreaterThan(40);
        assertThat(found).isEmpty();
    }

    @Test
    void rule_findsWhatItForbids_andNotWhatItAllows() {
        Set<String> found = new TreeSet<>();
        look(Samples.class.getName(), found);

        assertThat(found)
                .containsExactlyInAnyOrder(
                        "Samples.texts", "Samples.bytes", "Samples.reference", "Samples.list", "Samples.objects");
    }

    private static int look(String name, Set<String> found) {
        ClassNode type = new ClassNode();
        String file = name.replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(
                SecretsAreComparedInConstantTimeTest.class.getClassLoader().getResourceAsStream(file))) {
            new ClassReader(in).accept(type, ClassReader.SKIP_DEBUG);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        int methods = 0;
        for (MethodNode method : type.methods) {
            boolean secrets = Arrays.stream(method.instructions.toArray())
                    .anyMatch(SecretsAreComparedInConstantTimeTest::isSource);
            methods += secrets ? 1 : 0;
            if (secrets && compares(type, method)) {
                String simple =
                        type.name.substring(Math.max(type.name.lastIndexOf('/'), type.name.lastIndexOf('$')) + 1);
                found.add(simple + "." + method.name.replaceFirst("^lambda\\$(\\w+)\\$\\d+$", "$1"));
            }
        }
        return methods;
    }

    private static boolean compares(ClassNode type, MethodNode method) {
        Frame<SourceValue>[] frames;
        try {
            frames = new Analyzer<>(new Secrets()).analyze(type.name, method);
        } catch (AnalyzerException e) {
            throw new AssertionError(e);
        }
        for (int i = 0; i < method.instructions.size(); i++) {
            AbstractInsnNode instruction = method.instructions.get(i);
            if (frames[i] != null && taken(instruction) > 0 && compares(instruction)) {
                for (int argument = 1; argument <= taken(instruction); argument++) {
                    if (isSecret(frames[i].getStack(frames[i].getStackSize() - argument))) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean compares(AbstractInsnNode instruction) {
        if (instruction instanceof MethodInsnNode call) {
            // Looking for a character takes a text apart.
            return compares(call.owner, call.name) && !call.desc.startsWith("(I");
        }
        return instruction instanceof InvokeDynamicInsnNode call
                && Arrays.stream(call.bsmArgs)
                        .anyMatch(
                                part -> part instanceof Handle handle && compares(handle.getOwner(), handle.getName()));
    }

    private static boolean compares(String owner, String name) {
        return TYPES.contains(owner) && COMPARES.matcher(name).matches();
    }

    /** How many values it takes from the stack. */
    private static int taken(AbstractInsnNode instruction) {
        if (instruction instanceof MethodInsnNode call) {
            return Type.getArgumentTypes(call.desc).length + (call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1);
        }
        return instruction instanceof InvokeDynamicInsnNode call ? Type.getArgumentTypes(call.desc).length : 0;
    }

    private static boolean isSource(AbstractInsnNode instruction) {
        return instruction instanceof MethodInsnNode call && SOURCES.contains(call.owner + "." + call.name);
    }

    private static boolean isSecret(SourceValue value) {
        return value.insns.stream().anyMatch(SecretsAreComparedInConstantTimeTest::isSource);
    }

    /** Follows a secret through variables and other forms of it. */
    private static final class Secrets extends SourceInterpreter {
        Secrets() {
            super(Opcodes.ASM9);
        }

        @Override
        public SourceValue copyOperation(AbstractInsnNode instruction, SourceValue value) {
            return value;
        }

        @Override
        public SourceValue unaryOperation(AbstractInsnNode instruction, SourceValue value) {
            return instruction.getOpcode() == Opcodes.CHECKCAST ? value : super.unaryOperation(instruction, value);
        }

        @Override
        public SourceValue naryOperation(AbstractInsnNode instruction, List<? extends SourceValue> values) {
            SourceValue made = super.naryOperation(instruction, values);
            if (instruction instanceof MethodInsnNode call && FORMS.contains(call.owner)) {
                Set<AbstractInsnNode> all = new HashSet<>(made.insns);
                values.forEach(value -> all.addAll(value.insns));
                return new SourceValue(made.size, all);
            }
            return made;
        }
    }

    /** What is looked at, to see that the rule looks. */
    @SuppressWarnings("unused")
    private static final class Samples {
        static boolean texts(Secret secret, String brought) {
            String known = secret.reveal().strip();
            return brought.equals(known);
        }

        static boolean bytes(Secret secret, byte[] brought) {
            return Arrays.equals(secret.reveal().getBytes(StandardCharsets.UTF_8), brought);
        }

        static boolean reference(Session session, Optional<String> brought) {
            return brought.filter(session.hash()::equals).isPresent();
        }

        static boolean list(List<String> known, String brought) {
            return known.contains(Hashes.of(brought));
        }

        static boolean objects(Session session, Object brought) {
            return Objects.equals(brought, session.hash());
        }

        static boolean allowed(Secret secret, Session session, String brought) {
            return secret.equals(Secret.of(brought))
                    & Hashes.same(session.hash(), Hashes.of(brought))
                    & secret.reveal().isEmpty()
                    & brought.equals("a");
        }
    }
}
