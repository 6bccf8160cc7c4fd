package io.healthmon;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.properties.CanBeAnnotated;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.healthmon.outbound.OnlyWayOut;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the house and their order, and what is forbidden in all of them. */
class ArchitectureTest {

    /**
     * Each room knows those before it and none after it. The nouns of the root package ({@link HealthStatus},
     * {@link HealthTarget}, {@link MonitorListener} …) belong to all.
     */
    private static final List<String> ROOMS = List.of(
            "time",
            "target",
            "outbound",
            "check",
            "evaluate",
            "alert",
            "notify",
            "store",
            "access",
            "view",
            "replay",
            "internal",
            "expose",
            "metrics");

    /** The root's doors: they start what lies in {@code internal}, which nobody else knows. */
    private static final Set<Class<?>> DOORS = Set.of(HealthMonitor.class, SingleCheck.class);

    private static final JavaClasses MAIN = classesBeside(HealthMonitor.class);
    private static final JavaClasses TESTS = classesBeside(ArchitectureTest.class);

    private static JavaClasses classesBeside(Class<?> type) {
        return new ClassFileImporter()
                .importUrl(type.getProtectionDomain().getCodeSource().getLocation());
    }

    private static DescribedPredicate<JavaClass> in(String room) {
        return resideInAPackage("io.healthmon." + room + "..");
    }

    static Stream<String> rooms() {
        return ROOMS.stream();
    }

    @Test
    void rooms_areAllInTheOrder() {
        assertThat(MAIN.stream()
                        .map(type -> type.getPackageName().replaceFirst("^io\\.healthmon\\.?", ""))
                        .filter(path -> !path.isEmpty())
                        .map(path -> path.replaceFirst("\\..*", ""))
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.copyOf(ROOMS));
    }

    @ParameterizedTest
    @MethodSource("rooms")
    void room_knowsOnlyThoseBeforeIt(String room) {
        for (String later : ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size())) {
            noClasses().that(in(room)).should().dependOnClassesThat(in(later)).check(MAIN);
        }
    }

    @Test
    void rooms_haveNoCycles() {
        slices().matching("io.healthmon.(*)..").should().beFreeOfCycles().check(MAIN);
        slices().matching("io.healthmon.check.(*)..").should().beFreeOfCycles().check(MAIN);
    }

    @Test
    void checkSpi_knowsNoKindOfCheck() {
        noClasses()
                .that(resideInAPackage("io.healthmon.check"))
                .should()
                .dependOnClassesThat(resideInAPackage("io.healthmon.check.*.."))
                .check(MAIN);
    }

    @Test
    void internals_areKnownToTheDoorsAlone() {
        noClasses()
                .that(describe("neither are internal nor doors", type -> !internal(type) && !door(type)))
                .should()
                .dependOnClassesThat(in("internal"))
                .check(MAIN);
    }

    @Test
    void internals_standInNoPublicSignature() {
        codeUnits()
                .that(describe(
                        "can be called from outside",
                        unit -> !internal(unit.getOwner())
                                && (unit.getModifiers().contains(JavaModifier.PUBLIC)
                                        || unit.getModifiers().contains(JavaModifier.PROTECTED))))
                .should(new ArchCondition<>("name no internal type") {
                    @Override
                    public void check(JavaCodeUnit unit, ConditionEvents events) {
                        boolean exposed = internal(unit.getRawReturnType())
                                || unit.getRawParameterTypes().stream().anyMatch(ArchitectureTest::internal);
                        events.add(new SimpleConditionEvent(unit, !exposed, unit.getFullName()));
                    }
                })
                .check(MAIN);
    }

    /** The facade is for embedders. Metrics bind one from outside, as an embedder would. */
    @Test
    void facade_isUsedByNobodyInside() {
        noClasses()
                .that(describe(
                        "are not the facade or metrics",
                        type -> !door(type) && !type.getPackageName().equals("io.healthmon.metrics")))
                .should()
                .dependOnClassesThat(describe("are the facade", type -> type.isEquivalentTo(HealthMonitor.class)))
                .check(MAIN);
    }

    @Test
    void clocks_areReadInTimeAlone() {
        Map<Class<?>, Set<String>> clocks = Map.of(
                System.class, Set.of("nanoTime", "currentTimeMillis"),
                Instant.class, Set.of("now"),
                Clock.class, Set.of("systemUTC", "systemDefaultZone", "system", "tickSeconds", "tickMillis"),
                LocalDate.class, Set.of("now"),
                LocalDateTime.class, Set.of("now"),
                OffsetDateTime.class, Set.of("now"),
                ZonedDateTime.class, Set.of("now"));
        clocks.forEach((type, methods) -> methods.forEach(method -> noClasses()
                .that(resideInAPackage("io.healthmon..").and(DescribedPredicate.not(in("time"))))
                .should()
                .callMethodWhere(calls(type, method))
                .check(MAIN)));
    }

    @Test
    void micrometer_isKnownToMetricsAlone() {
        noClasses()
                .that(DescribedPredicate.not(in("metrics")))
                .should()
                .dependOnClassesThat(resideInAPackage("io.micrometer.."))
                .check(MAIN);
    }

    /** So that HTTP checks work without it: the class that chooses looks for it by name, and only its own classes link it. */
    @Test
    void netty_isKnownToTheFullProbeAlone() {
        noClasses()
                .that(describe(
                        "are not the full probe or its door",
                        type -> !type.getName().startsWith("io.healthmon.check.http.Netty")
                                && !type.getName().equals("io.healthmon.outbound.NettyDoor")))
                .should()
                .dependOnClassesThat(resideInAPackage("io.netty.."))
                .check(MAIN);
        noClasses()
                .that(describe(
                        "neither are the full probe nor choose it",
                        type -> !type.getName().startsWith("io.healthmon.check.http.Netty")
                                && !type.getName().equals("io.healthmon.check.http.FullProbe")))
                .should()
                .dependOnClassesThat(describe(
                        "are the full probe", type -> type.getName().startsWith("io.healthmon.check.http.Netty")))
                .check(MAIN);
    }

    /** Two ways do not lead through the door: the store's to its database, in another module, and Docker's to a socket file. */
    @Test
    void connections_areOpenedByTheDoorAlone() {
        OnlyWayOut.but(
                        "io.healthmon.outbound.OutboundDoor",
                        "io.healthmon.outbound.NettyDoor",
                        "io.healthmon.check.docker.EngineConnection")
                .check(MAIN);
    }

    @Test
    void names_areLookedUpByTheDoorAlone() {
        for (String method : List.of("getByName", "getAllByName")) {
            noClasses()
                    .that(DescribedPredicate.not(in("outbound")))
                    .should()
                    .callMethodWhere(calls(InetAddress.class, method))
                    .check(MAIN);
        }
    }

    @Test
    void databasesAndWebServers_areKnownToOtherModulesAlone() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.jooq..", "io.javalin..", "org.yaml..")
                .check(MAIN);
    }

    /**
     * One pause is allowed: a Celery check looks at its list of replies again and again, on a thread of its own that the
     * deadline interrupts, because a blocking pop would leave a list behind (see {@code PidboxReplies}).
     */
    @Test
    void sleeping_isForbiddenEverywhere() {
        for (JavaClasses all : List.of(MAIN, TESTS)) {
            noClasses()
                    .that(describe(
                            "do not poll a broker",
                            type -> !type.getName().equals("io.healthmon.check.celery.PidboxReplies")))
                    .should()
                    .callMethodWhere(calls(Thread.class, "sleep"))
                    .orShould()
                    .callMethodWhere(calls(TimeUnit.class, "sleep"))
                    .check(all);
        }
    }

    @Test
    void output_goesToTheLogAlone() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
        NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(MAIN);
    }

    @Test
    void packages_areAllNullMarked() {
        List<JavaPackage> packages = MAIN.getPackage("io.healthmon").getSubpackagesInTree().stream()
                .filter(each -> !each.getClasses().isEmpty())
                .toList();

        assertThat(packages).hasSizeGreaterThan(ROOMS.size());
        assertThat(Stream.concat(Stream.of(MAIN.getPackage("io.healthmon")), packages.stream())
                        .filter(each -> !each.isAnnotatedWith(NullMarked.class))
                        .map(JavaPackage::getName))
                .isEmpty();
    }

    @Test
    void tests_neverSkip() {
        assertThat(TESTS.stream()
                        .flatMap(type -> Stream.<CanBeAnnotated>concat(Stream.of(type), type.getMethods().stream()))
                        .filter(ArchitectureTest::maySkip))
                .isEmpty();
        noClasses()
                .should()
                .dependOnClassesThat(describe(
                        "are an assumption API",
                        type -> Set.of("Assumptions", "Assume", "TestAbortedException")
                                .contains(type.getSimpleName())))
                .check(TESTS);
    }

    private static boolean maySkip(CanBeAnnotated annotated) {
        DescribedPredicate<JavaAnnotation<?>> skipping =
                describe("disable or make conditional", annotation -> skips(annotation.getRawType()));
        return annotated.isAnnotatedWith(skipping) || annotated.isMetaAnnotatedWith(skipping);
    }

    private static boolean skips(JavaClass annotation) {
        return annotation.getPackageName().equals("org.junit.jupiter.api.condition")
                || annotation.getSimpleName().equals("Disabled");
    }

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> type, String method) {
        return target(owner(describe(type.getName(), each -> ((JavaClass) each).isEquivalentTo(type))))
                .and(target(name(method)));
    }

    private static boolean internal(JavaClass type) {
        return type.getPackageName().startsWith("io.healthmon.internal");
    }

    private static boolean door(JavaClass type) {
        return DOORS.stream()
                .anyMatch(door -> type.isEquivalentTo(door) || type.getName().startsWith(door.getName() + "$"));
    }
}
