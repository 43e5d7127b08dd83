package io.ringfence.engine.rules;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules between modules and stages that the design fixes; the compiler can't hold these. */
class DependencyRulesTest {
    private static final String NETTY = "io.netty..";
    private static final String DISRUPTOR = "com.lmax.disruptor..";
    private static final String GATEWAY = "io.ringfence.gateway..";
    private static final String GATEWAY_ROOT = "io.ringfence.gateway.";
    private static final String ENGINE_ROOT = "io.ringfence.engine.";
    private static final String ENGINE = "io.ringfence.engine..";
    private static final String BENCHMARKS = "io.ringfence.benchmarks..";
    private static final String FORBIDDEN_FIXTURE = "io.ringfence.engine.rules.forbidden..";

    /** Every package of the engine, and which others of it a class in it may use. An order without circles. */
    private static final Map<String, List<String>> MAY_USE = Map.ofEntries(
            entry("config", List.of("feature", "plugin", "strategy")),
            entry("plugin", List.of("strategy")),
            entry("strategy", List.of()),
            entry("strategies", List.of("strategy")),
            entry("trial", List.of("config", "indicator", "plugin", "signal", "stage", "strategy")),
            entry("process", List.of()),
            entry("stage", List.of("config")),
            entry("portfolio", List.of("config", "stage")),
            entry("feature", List.of()),
            entry("indicator", List.of("config", "feature", "stage")),
            entry("scan", List.of("config", "stage")),
            entry("data", List.of("feature", "indicator")),
            entry("signal", List.of("config", "scan", "stage", "strategy")),
            entry("stop", List.of("config", "stage")),
            entry("stoppath", List.of("config", "data", "feature", "indicator", "stage", "stop")),
            entry("order", List.of("config", "risk", "stage")),
            entry("risk", List.of("config", "stage")),
            entry("disk", List.of("lane")),
            entry("record", List.of("lane", "order", "stage")),
            entry("ring", List.of("stage")),
            entry("lane", List.of("config", "ring", "stage")),
            entry("inbound", List.of("config", "ring", "stage")),
            entry("snapshot", List.of("config", "inbound", "process", "replay", "stage")),
            entry("outbox", List.of("lane", "order")),
            entry("paper", List.of("order", "pipeline", "portfolio", "stage")),
            entry("pipeline", List.of("config", "indicator", "order", "portfolio", "signal", "stage", "stop")),
            entry("report", List.of()),
            entry("warmup", List.of()),
            entry("alarm", List.of("config")),
            entry("watch", List.of("alarm")),
            entry(
                    "assembly",
                    List.of(
                            "alarm",
                            "config",
                            "disk",
                            "inbound",
                            "indicator",
                            "lane",
                            "operator",
                            "order",
                            "outbox",
                            "paper",
                            "pipeline",
                            "portfolio",
                            "record",
                            "recovery",
                            "rehearsal",
                            "ring",
                            "scan",
                            "signal",
                            "snapshot",
                            "stage",
                            "stop",
                            "warmup",
                            "watch")),
            entry("replay", List.of("config", "lane", "order", "pipeline", "process", "report", "ring", "stage")),
            entry(
                    "recovery",
                    List.of(
                            "config",
                            "indicator",
                            "order",
                            "pipeline",
                            "portfolio",
                            "process",
                            "replay",
                            "signal",
                            "stage",
                            "stop")),
            entry("rehearsal", List.of("config", "lane", "order", "outbox", "pipeline", "plugin", "stage", "strategy")),
            entry("run", List.of("assembly", "config", "lane", "process", "recovery", "warmup", "watch")),
            entry("demo", List.of("assembly", "config", "lane", "process", "replay", "report", "watch")),
            entry("history", List.of("process")),
            entry("operator", List.of("process")),
            entry("view", List.of("process")),
            entry(
                    "breakpoint",
                    List.of(
                            "config",
                            "history",
                            "order",
                            "pipeline",
                            "portfolio",
                            "process",
                            "replay",
                            "stage",
                            "stop")),
            entry(
                    "whatif",
                    List.of(
                            "config",
                            "history",
                            "inbound",
                            "order",
                            "paper",
                            "pipeline",
                            "portfolio",
                            "process",
                            "replay",
                            "report",
                            "stage")),
            entry(
                    "command",
                    List.of(
                            "breakpoint",
                            "config",
                            "data",
                            "demo",
                            "feature",
                            "history",
                            "operator",
                            "process",
                            "recovery",
                            "replay",
                            "run",
                            "snapshot",
                            "stoppath",
                            "view",
                            "whatif")));

    /** Who may know sockets, sessions and protocols; the others meet the gateway through these few packages. */
    private static final Set<String> KNOW_VENUES =
            Set.of("assembly", "run", "demo", "command", "data", "warmup", "rehearsal");

    private static final List<String> SEAMS_OF_THE_GATEWAY = List.of(
            GATEWAY_ROOT + "clock", GATEWAY_ROOT + "inbound", GATEWAY_ROOT + "order", GATEWAY_ROOT + "matching");

    private static final List<String> SOCKETLESS =
            List.of("binance", "clock", "credentials", "frames", "inbound", "json", "matching", "order");

    private static final Path SOURCES = Path.of("src", "main", "java");

    private static final String[] STAGES = {
        "io.ringfence.engine.stage..",
        "io.ringfence.engine.portfolio..",
        "io.ringfence.engine.feature..",
        "io.ringfence.engine.indicator..",
        "io.ringfence.engine.signal..",
        "io.ringfence.engine.strategies..",
        "io.ringfence.engine.strategy..",
        "io.ringfence.engine.stop..",
        "io.ringfence.engine.order..",
        "io.ringfence.engine.risk.."
    };

    /** They say where a class lies or that it exists, not what it does for anybody. */
    private static final Set<String> FORBIDDEN_PACKAGES =
            Set.of("util", "utils", "common", "commons", "impl", "manager", "managers", "helper", "helpers", "misc");

    private static final Pattern FORBIDDEN_NAMES = Pattern.compile(".*(Manager|Util|Utils|Impl|Helper|Common)");
    private static final List<String> EXACT_MATHS =
            List.of("abs", "min", "max", "floor", "ceil", "rint", "sqrt", "signum", "round", "fma", "clamp");

    private static final JavaClasses PRODUCTION = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            // Where tests are compiled beside the modules rather than by Maven.
            .withImportOption(location -> !location.matches(Pattern.compile(".*/[a-z]+-test/.*")))
            .importPackages("io.ringfence");

    @Test
    void shouldLookAtEveryModule() {
        assertTrue(PRODUCTION.contain("io.ringfence.journal.event.EventLayout"));
        assertTrue(PRODUCTION.contain("io.ringfence.gateway.inbound.EventSink"));
        assertTrue(PRODUCTION.contain("io.ringfence.engine.stage.Slot"));
        assertFalse(PRODUCTION.contain(DependencyRulesTest.class));
    }

    @Test
    void shouldKeepTheJournalFreeOfNetworkRingAndModulesAboveIt() {
        noClasses()
                .that()
                .resideInAPackage("io.ringfence.journal..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(NETTY, DISRUPTOR, GATEWAY, ENGINE)
                .check(PRODUCTION);
    }

    @Test
    void shouldKeepTheGatewayFreeOfRingAndEngine() {
        noClasses()
                .that()
                .resideInAPackage(GATEWAY)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(DISRUPTOR, ENGINE)
                .check(PRODUCTION);
    }

    @Test
    void shouldKeepProtocolsModelAndFramesFreeOfSockets() {
        for (final String name : SOCKETLESS) {
            noClasses()
                    .that()
                    .resideInAPackage(GATEWAY_ROOT + name)
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(NETTY, GATEWAY_ROOT + "loop", GATEWAY_ROOT + "websocket")
                    .check(PRODUCTION);
        }
    }

    @Test
    void shouldLetEachPackageOfTheEngineUseOnlyWhatItMay() {
        final List<String> found = new ArrayList<>();
        for (final JavaClass user : PRODUCTION) {
            final String from = engine(user);
            user.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass())
                    .filter(used -> !from.isEmpty()
                            && !engine(used).isEmpty()
                            && !engine(used).equals(from))
                    .filter(used -> !MAY_USE.getOrDefault(from, List.of()).contains(engine(used)))
                    .forEach(used -> found.add(user.getName() + " -> " + used.getName()));
        }

        assertEquals(List.of(), found.stream().distinct().toList());
    }

    @Test
    void shouldNameEveryPackageOfTheEngineInItsOrder() {
        final Set<String> packages = PRODUCTION.stream()
                .map(DependencyRulesTest::engine)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toSet());

        assertEquals(new TreeSet<>(MAY_USE.keySet()), new TreeSet<>(packages));
    }

    @Test
    void shouldHaveNoCirclesBetweenPackages() {
        for (final String module : List.of("journal", "gateway", "engine")) {
            slices().matching("io.ringfence." + module + ".(*)..")
                    .should()
                    .beFreeOfCycles()
                    .check(PRODUCTION);
        }
    }

    @Test
    void shouldKeepVenuesToThoseWhoConnectToThem() {
        for (final String name : MAY_USE.keySet()) {
            if (!KNOW_VENUES.contains(name) && !name.equals("config")) {
                noClasses()
                        .that()
                        .resideInAPackage(ENGINE_ROOT + name)
                        .should()
                        .dependOnClassesThat(describe(
                                "belong to the network or to a venue's protocol",
                                target -> target.getName().startsWith("io.netty.")
                                        || target.getName().startsWith(GATEWAY_ROOT)
                                                && !SEAMS_OF_THE_GATEWAY.contains(target.getPackageName())))
                        .check(PRODUCTION);
            }
        }
    }

    @Test
    void shouldLetOnlyRingAndLaneKnowTheDisruptor() {
        noClasses()
                .that()
                // The benchmarks measure the engine against the Disruptor by itself.
                .resideOutsideOfPackages(ENGINE_ROOT + "ring", ENGINE_ROOT + "lane", BENCHMARKS)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(DISRUPTOR)
                .check(PRODUCTION);
    }

    @Test
    void shouldSayOfEveryPackageWhatItIsFor() throws IOException {
        final List<Path> silent = new ArrayList<>();
        for (final String module : List.of("journal", "gateway", "engine", "benchmarks")) {
            try (Stream<Path> files = Files.walk(Path.of("..", module).resolve(SOURCES))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .map(Path::getParent)
                        .distinct()
                        .filter(folder -> !Files.exists(folder.resolve("package-info.java")))
                        .forEach(silent::add);
            }
        }

        assertEquals(List.of(), silent);
    }

    @Test
    void shouldKeepStagesFreeOfNetworkRingAndThreads() {
        noForeignWorld(STAGES).check(PRODUCTION);
        noSynchronizedMethods(STAGES).check(PRODUCTION);
    }

    @Test
    void shouldKeepStagesDeterministic() {
        noClockAndNoChance(STAGES).check(PRODUCTION);
        strictMathsOnly(STAGES).check(PRODUCTION);
    }

    @Test
    void shouldNamePackagesAfterWhatTheyDo() {
        assertEquals(
                List.of(),
                namesOf(javaClass ->
                        Arrays.stream(javaClass.getPackageName().split("\\.")).anyMatch(FORBIDDEN_PACKAGES::contains)));
    }

    @Test
    void shouldNameClassesAfterWhatTheyAre() {
        assertEquals(
                List.of(),
                namesOf(javaClass ->
                        FORBIDDEN_NAMES.matcher(javaClass.getSimpleName()).matches()));
    }

    @Test
    void shouldNoticeWhatBreaksTheStageRules() {
        final JavaClasses forbidden = new ClassFileImporter().importPackages("io.ringfence.engine.rules.forbidden");

        for (final ArchRule rule : List.of(
                noForeignWorld(FORBIDDEN_FIXTURE),
                noSynchronizedMethods(FORBIDDEN_FIXTURE),
                noClockAndNoChance(FORBIDDEN_FIXTURE),
                strictMathsOnly(FORBIDDEN_FIXTURE))) {
            assertThrows(AssertionError.class, () -> rule.check(forbidden), rule.getDescription());
        }
    }

    /** The engine's package that a class is in, or nothing. */
    private static String engine(final JavaClass javaClass) {
        final String name = javaClass.getPackageName();
        return name.startsWith(ENGINE_ROOT) ? name.substring(ENGINE_ROOT.length()) : "";
    }

    private static List<String> namesOf(final Predicate<JavaClass> which) {
        return PRODUCTION.stream().filter(which).map(JavaClass::getName).toList();
    }

    private static ArchRule noForeignWorld(final String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat(describe(
                        "belong to the network, the ring, threads or locks", DependencyRulesTest::isForeignToStages));
    }

    private static boolean isForeignToStages(final JavaClass target) {
        final String name = target.getName();
        return name.startsWith("io.netty.")
                || name.startsWith("com.lmax.disruptor.")
                || name.startsWith("java.net.")
                || name.startsWith("java.nio.channels.")
                || name.startsWith("java.util.concurrent.")
                || name.startsWith("io.ringfence.gateway.clock.")
                || name.equals("java.util.Vector")
                || name.equals("java.util.Hashtable")
                || name.equals("java.util.IdentityHashMap")
                || name.equals("java.util.Timer")
                || target.isAssignableTo(Thread.class);
    }

    private static ArchRule noSynchronizedMethods(final String... packages) {
        return noMethods()
                .that()
                .areDeclaredInClassesThat()
                .resideInAnyPackage(packages)
                .should()
                .haveModifier(JavaModifier.SYNCHRONIZED);
    }

    private static ArchRule noClockAndNoChance(final String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .callCodeUnitWhere(call(
                        "a clock, chance or a synchronized collection",
                        target -> isClock(target) || isChance(target) || isSynchronizedCollection(target)));
    }

    private static boolean isClock(final CodeUnitCallTarget target) {
        final String owner = target.getOwner().getName();
        return owner.equals("java.lang.System")
                        && List.of("nanoTime", "currentTimeMillis").contains(target.getName())
                || owner.startsWith("java.time.")
                        && List.of("now", "systemUTC", "systemDefaultZone", "tick")
                                .contains(target.getName())
                || owner.equals("java.util.Date")
                        && target.getName().equals("<init>")
                        && target.getRawParameterTypes().isEmpty();
    }

    private static boolean isChance(final CodeUnitCallTarget target) {
        return target.getOwner().isEquivalentTo(Math.class) && target.getName().equals("random")
                || target.getOwner().isEquivalentTo(UUID.class)
                        && target.getName().equals("randomUUID")
                || assignableTo(Random.class).test(target.getOwner())
                        && target.getName().equals("<init>")
                        && target.getRawParameterTypes().isEmpty()
                || target.getOwner().isEquivalentTo(System.class)
                        && target.getName().equals("identityHashCode");
    }

    private static boolean isSynchronizedCollection(final CodeUnitCallTarget target) {
        return target.getOwner().isEquivalentTo(Collections.class)
                && target.getName().startsWith("synchronized");
    }

    /** {@code Math.log} and its like may differ in the last bit between machines; {@code StrictMath} doesn't. */
    private static ArchRule strictMathsOnly(final String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .callCodeUnitWhere(call(
                        "a function of Math that StrictMath makes exact",
                        target -> target.getOwner().isEquivalentTo(Math.class)
                                && target.getRawReturnType().isEquivalentTo(double.class)
                                && !EXACT_MATHS.contains(target.getName())));
    }

    private static DescribedPredicate<JavaCall<?>> call(
            final String description, final Predicate<CodeUnitCallTarget> target) {
        return describe("the target is " + description, call -> target.test(call.getTarget()));
    }
}
