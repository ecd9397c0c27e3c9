package io.fluxrouter.app.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import io.fluxrouter.core.plantedhere.Here;
import io.fluxrouter.core.plantedthere.There;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is shipped keeps the borders, and each border catches the class planted to cross it. */
class ArchitectureTest {

    private static final JavaClasses SHIPPED =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    // Where modules are packaged first, their shared test code comes as a jar.
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("io.fluxrouter");

    record Border(ArchRule rule, Class<?> planted) {
        @Override
        public String toString() {
            return rule.getDescription() + " (" + planted.getName() + ")";
        }
    }

    static Stream<Border> borders() {
        return Stream.of(
                new Border(Borders.coreStandsAlone(), io.fluxrouter.core.planted.KnowsVertx.class),
                new Border(Borders.coreReadsNoClock(), io.fluxrouter.core.planted.ReadsClock.class),
                new Border(
                        Borders.coreDoesNoInputOrOutput(),
                        io.fluxrouter.core.planted.ReadsFile.class),
                new Border(
                        Borders.coreDoesNoInputOrOutput(),
                        io.fluxrouter.core.planted.OpensSocket.class),
                new Border(
                        Borders.coreLooksUpNoNames(), io.fluxrouter.core.planted.LooksUpHost.class),
                new Border(
                        Borders.coreStartsNoThreads(),
                        io.fluxrouter.core.planted.StartsThread.class),
                new Border(
                        Borders.gatewayKnowsNoMoneyPlane(),
                        io.fluxrouter.gateway.planted.KnowsBilling.class),
                new Border(
                        Borders.gatewayKnowsNoSql(), io.fluxrouter.gateway.planted.KnowsSql.class),
                new Border(
                        Borders.billingKnowsNoHttpPlane(),
                        io.fluxrouter.billing.planted.KnowsGateway.class),
                new Border(
                        Borders.billingKnowsNoHttpPlane(),
                        io.fluxrouter.billing.planted.KnowsVertx.class),
                new Border(
                        Borders.onlyHttpModulesKnowVertx(),
                        io.fluxrouter.billing.planted.KnowsVertx.class),
                new Border(
                        Borders.consoleKnowsNoGateway(),
                        io.fluxrouter.console.planted.KnowsGateway.class),
                new Border(
                        Borders.consoleKnowsNoSql(), io.fluxrouter.console.planted.KnowsJdbi.class),
                new Border(
                        Borders.simulatorKnowsNoOtherModule(),
                        io.fluxrouter.simulator.planted.KnowsCore.class),
                new Border(
                        Borders.nothingShippedKnowsBench(),
                        io.fluxrouter.app.planted.KnowsBench.class));
    }

    @ParameterizedTest
    @MethodSource("borders")
    void what_is_shipped_keeps_the_border(Border border) {
        assertThat(crossings(border.rule(), SHIPPED)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("borders")
    void the_border_catches_a_planted_violation(Border border) {
        JavaClasses planted = new ClassFileImporter().importClasses(border.planted());
        assertThat(crossings(border.rule(), planted)).isNotEmpty();
    }

    @Test
    void a_class_close_to_the_borders_of_core_crosses_none() {
        JavaClasses tidy =
                new ClassFileImporter().importClasses(io.fluxrouter.core.planted.Tidy.class);
        assertThat(crossings(Borders.coreStandsAlone(), tidy)).isEmpty();
        assertThat(crossings(Borders.coreReadsNoClock(), tidy)).isEmpty();
        assertThat(crossings(Borders.coreDoesNoInputOrOutput(), tidy)).isEmpty();
        assertThat(crossings(Borders.coreStartsNoThreads(), tidy)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "gateway", "billing", "console", "simulator", "app"})
    void the_rules_see_every_module(String module) {
        assertThat(SHIPPED.containPackage("io.fluxrouter." + module)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"core", "gateway", "billing", "console", "simulator", "app"})
    void packages_of_a_module_form_no_cycle(String module) {
        // A module of one package has nothing to slice yet.
        ArchRule rule = Borders.noCyclesIn(module).allowEmptyShould(true);
        assertThat(crossings(rule, SHIPPED)).isEmpty();
    }

    @Test
    void a_planted_cycle_is_caught() {
        JavaClasses cycle = new ClassFileImporter().importClasses(Here.class, There.class);
        assertThat(crossings(Borders.noCyclesIn("core"), cycle)).isNotEmpty();
    }

    private static List<String> crossings(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).getFailureReport().getDetails();
    }
}
