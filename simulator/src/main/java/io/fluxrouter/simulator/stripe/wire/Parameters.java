package io.fluxrouter.simulator.stripe.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names that each operation of Stripe's API takes at its top level, from the table {@code
 * parameters.txt}. A test compares the table with the official SDK.
 */
final class Parameters {
    private static final Map<String, Set<String>> KNOWN = read();

    /** What would change an amount in a way that is not imitated is better refused than ignored. */
    private static final Set<String> NOT_IMITATED =
            Set.of(
                    "application_fee_amount",
                    "application_fee_percent",
                    "automatic_tax",
                    "coupon",
                    "default_tax_rates",
                    "discounts",
                    "shipping_cost",
                    "shipping_options",
                    "tax_rates",
                    "transfer_data",
                    "trial_end",
                    "trial_period_days");

    private Parameters() {}

    private static boolean isOff(Params params, String name) {
        return params.group(name).text("enabled", "").equals("false");
    }

    /** Refuses a name that the operation, such as {@code POST /v1/customers}, does not take. */
    static void check(String operation, Params params) {
        Set<String> known = KNOWN.getOrDefault(operation, Set.of("expand"));
        for (String name : params.names()) {
            if (!known.contains(name)) throw StripeError.unknownParameter(name);
            if (NOT_IMITATED.contains(name) && !isOff(params, name)) {
                throw StripeError.invalid(name, "The simulator does not imitate: " + name);
            }
        }
    }

    private static Map<String, Set<String>> read() {
        try (InputStream table = Parameters.class.getResourceAsStream("parameters.txt")) {
            byte[] bytes = Objects.requireNonNull(table, "part of the jar").readAllBytes();
            return new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split(":", 2))
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    parts -> parts[0],
                                    parts ->
                                            Set.copyOf(
                                                    Arrays.asList(parts[1].strip().split(" ")))));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
