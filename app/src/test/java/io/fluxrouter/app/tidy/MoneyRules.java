package io.fluxrouter.app.tidy;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Binary fractions stay away from money: they cannot hold a cent exactly. */
final class MoneyRules {

    private static final Set<String> MONEY_MODULES = Set.of("core", "billing");
    private static final Set<String> MODULES_THAT_SHOW_MONEY =
            Set.of("core", "billing", "gateway", "console");

    /** The choice of a model weighs probabilities, which are no money. */
    private static final String ROUTE_PACKAGE = "core/src/main/java/io/fluxrouter/core/route/";

    private static final Pattern BINARY_FRACTION =
            Pattern.compile(
                    "\\b(double|float|Double|Float|doubleValue|floatValue|asDouble|getDouble|getDoubleValue"
                            + "|getFloatValue|mapToDouble|parseDouble|toDouble)\\b");

    private static final Pattern FLOATING_FORMAT = Pattern.compile("%[-+,0-9]*(\\.\\d+)?[fe]\\b");

    private MoneyRules() {}

    static List<Violation> noBinaryFractions(SourceTree tree) {
        return tree.mainJava()
                .filter(file -> MONEY_MODULES.contains(file.module()))
                .filter(file -> !file.path().startsWith(ROUTE_PACKAGE))
                .flatMap(
                        file ->
                                file
                                        .codeWith(
                                                BINARY_FRACTION,
                                                "use long nano-dollars or BigDecimal")
                                        .stream())
                .toList();
    }

    static List<Violation> noFloatingFormats(SourceTree tree) {
        return tree.mainJava()
                .filter(file -> MODULES_THAT_SHOW_MONEY.contains(file.module()))
                .flatMap(
                        file ->
                                file
                                        .linesWith(
                                                FLOATING_FORMAT,
                                                "write money with Money or BigDecimal, not with a format")
                                        .stream())
                .toList();
    }
}
