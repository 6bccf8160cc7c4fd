package io.healthmon.javalin;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What could run what a stranger sends: programs, scripts, objects. Of all modules. */
class ProcessesTest {

    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.healthmon");

    /** Each line that it runs is put together of paths and numbers of ours, and is no shell's. */
    @Test
    void programs_areStartedByTheEmbeddedServersLauncherAlone() {
        noClasses()
                .that(describe(
                        "are not the launcher",
                        type -> !type.getName().equals("io.healthmon.javalin.standalone.postgres.Commands")))
                .should()
                .callCodeUnitWhere(describe("start a program", ProcessesTest::startsAProgram))
                .check(MAIN);
    }

    private static boolean startsAProgram(JavaCall<?> call) {
        JavaClass owner = call.getTargetOwner();
        String name = call.getTarget().getName();
        return owner.isEquivalentTo(ProcessBuilder.class)
                || (owner.isEquivalentTo(Runtime.class) && name.equals("exec"));
    }

    @Test
    void scriptsAndSerializedObjects_areReadByNobody() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("javax.script..", "javax.naming..", "java.rmi..")
                .orShould()
                .dependOnClassesThat(named(Set.of("java.io.ObjectInputStream", "java.beans.XMLDecoder")))
                .check(MAIN);
    }

    private static DescribedPredicate<JavaClass> named(Set<String> names) {
        return describe("are " + names, type -> names.contains(type.getName()));
    }
}
