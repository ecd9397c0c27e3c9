package io.fluxrouter.app.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.lang.ArchRule;
import java.io.File;
import java.net.InetAddress;
import java.time.Clock;
import java.util.Set;

/**
 * The borders of ARCHITECTURE.md. Each is a rule on its own, so that a failure names the border.
 */
final class Borders {

    static final String CORE = "io.fluxrouter.core..";
    static final String GATEWAY = "io.fluxrouter.gateway..";
    static final String BILLING = "io.fluxrouter.billing..";
    static final String CONSOLE = "io.fluxrouter.console..";
    static final String SIMULATOR = "io.fluxrouter.simulator..";
    static final String APP = "io.fluxrouter.app..";
    static final String BENCH = "io.fluxrouter.bench..";

    static final String VERTX = "io.vertx..";
    private static final String[] SQL = {
        "java.sql..", "javax.sql..", "org.jdbi..", "org.postgresql.."
    };

    private static final Set<String> CLOCK_READERS =
            Set.of(
                    "now",
                    "systemUTC",
                    "systemDefaultZone",
                    "system",
                    "currentTimeMillis",
                    "nanoTime");

    private static final Set<String> HOST_LOOKUPS =
            Set.of(
                    "getByName",
                    "getAllByName",
                    "getLocalHost",
                    "getHostName",
                    "getCanonicalHostName");

    private static final String CLOCK_OWNERS = "java\\.(time\\..*|lang\\.System)";

    private Borders() {}

    static ArchRule coreStandsAlone() {
        return classes()
                .that()
                .resideInAPackage(CORE)
                .should()
                .onlyDependOnClassesThat(
                        primitive()
                                .or(
                                        elementsResideIn(
                                                CORE,
                                                "java..",
                                                "javax.crypto..",
                                                "tools.jackson..",
                                                "org.jspecify..")));
    }

    static ArchRule coreDoesNoInputOrOutput() {
        return noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat(
                        resideInAnyPackage(
                                        "java.nio.file..",
                                        "java.nio.channels..",
                                        "java.net.http..",
                                        "java.sql..")
                                .or(
                                        named(
                                                "java\\.net\\.(.*Socket.*|URL|.*URLConnection|NetworkInterface)"))
                                .or(type(File.class))
                                .or(
                                        named(
                                                "java\\.io\\.(File(Input|Output)Stream|File(Reader|Writer)|RandomAccessFile)")));
    }

    /** An address is a value; to find one by its name asks the network. */
    static ArchRule coreLooksUpNoNames() {
        return noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .accessTargetWhere(
                        DescribedPredicate.describe(
                                "looks up a host",
                                access ->
                                        access.getTargetOwner().isEquivalentTo(InetAddress.class)
                                                && HOST_LOOKUPS.contains(
                                                        access.getTarget().getName())));
    }

    static ArchRule coreStartsNoThreads() {
        return noClasses()
                .that()
                .resideInAPackage(CORE)
                .should()
                .dependOnClassesThat(
                        type(Thread.class)
                                .or(
                                        named(
                                                "java\\.util\\.concurrent\\.(.*Executor.*|ForkJoin.*|Timer.*)"))
                                .or(named("java\\.util\\.Timer.*")));
    }

    static ArchRule coreReadsNoClock() {
        return noClasses().that().resideInAPackage(CORE).should().accessTargetWhere(readsAClock());
    }

    static ArchRule gatewayKnowsNoMoneyPlane() {
        return mayNotKnow(GATEWAY, BILLING, CONSOLE, SIMULATOR, APP, BENCH);
    }

    static ArchRule gatewayKnowsNoSql() {
        return mayNotKnow(GATEWAY, SQL);
    }

    static ArchRule billingKnowsNoHttpPlane() {
        return mayNotKnow(BILLING, GATEWAY, CONSOLE, SIMULATOR, APP, BENCH, VERTX);
    }

    static ArchRule consoleKnowsNoGateway() {
        return mayNotKnow(CONSOLE, GATEWAY, SIMULATOR, APP, BENCH);
    }

    static ArchRule consoleKnowsNoSql() {
        return mayNotKnow(CONSOLE, SQL);
    }

    static ArchRule simulatorKnowsNoOtherModule() {
        return mayNotKnow(SIMULATOR, CORE, GATEWAY, BILLING, CONSOLE, APP, BENCH);
    }

    static ArchRule nothingShippedKnowsBench() {
        return mayNotKnow(APP, BENCH);
    }

    static ArchRule onlyHttpModulesKnowVertx() {
        return noClasses()
                .that()
                .resideOutsideOfPackages(GATEWAY, CONSOLE, APP, SIMULATOR, BENCH)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(VERTX);
    }

    /** Packages of one module form layers: none reaches itself by way of another. */
    static ArchRule noCyclesIn(String module) {
        return slices().matching("io.fluxrouter." + module + ".(*)..").should().beFreeOfCycles();
    }

    private static ArchRule mayNotKnow(String who, String... whom) {
        return noClasses()
                .that()
                .resideInAPackage(who)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(whom);
    }

    private static DescribedPredicate<JavaAccess<?>> readsAClock() {
        return DescribedPredicate.describe(
                "reads a clock",
                access ->
                        access instanceof JavaCodeUnitAccess<?> call
                                && CLOCK_READERS.contains(call.getTarget().getName())
                                && call.getTargetOwner().getName().matches(CLOCK_OWNERS)
                                && !isGivenAClock(call));
    }

    private static boolean isGivenAClock(JavaCodeUnitAccess<?> call) {
        return call.getTarget().getRawParameterTypes().stream()
                .anyMatch(parameter -> parameter.isEquivalentTo(Clock.class));
    }

    private static DescribedPredicate<JavaClass> primitive() {
        return DescribedPredicate.describe(
                "primitive", type -> type.getBaseComponentType().isPrimitive());
    }

    /** An array is where its elements are. */
    private static DescribedPredicate<JavaClass> elementsResideIn(String... packages) {
        DescribedPredicate<JavaClass> reside = resideInAnyPackage(packages);
        return DescribedPredicate.describe(
                reside.getDescription(), type -> reside.test(type.getBaseComponentType()));
    }

    private static DescribedPredicate<JavaClass> named(String regex) {
        return DescribedPredicate.describe("named " + regex, type -> type.getName().matches(regex));
    }
}
