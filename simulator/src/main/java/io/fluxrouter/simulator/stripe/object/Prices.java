package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/** What is sold and for how much: {@code prod_} and {@code price_}. A price never changes. */
public final class Prices {
    static final String KIND = "price";
    private static final String PRODUCT = "product";
    private static final String PATH = "/v1/prices";
    private static final String PRODUCTS = "/v1/products";

    private final World world;

    Prices(World world) {
        this.world = world;
    }

    void open(Routes routes) {
        routes.post(PRODUCTS, call -> createProduct(call.params()));
        Listing.open(routes, world, PRODUCT, PRODUCTS);
        routes.post(PRODUCTS + "/{}", call -> update(PRODUCT, call));
        routes.post(PATH, call -> announced(create(call.params(), true)));
        Listing.open(routes, world, KIND, PATH, PRODUCT);
        routes.post(PATH + "/{}", call -> update(KIND, call));
    }

    private ObjectNode createProduct(Params params) {
        ObjectNode product = product(params, true);
        world.emit("product.created", product);
        return product;
    }

    private ObjectNode product(Params params, boolean active) {
        String name = params.required("name");
        ObjectNode product = world.add("prod_", PRODUCT);
        params.mergeMetadata(product);
        product.put("name", name).put("active", active).put("type", "service");
        params.copyTexts(product, "description", "unit_label", "url");
        product.putArray("images");
        return product.put("updated", world.now());
    }

    private ObjectNode announced(ObjectNode price) {
        world.emit("price.created", price);
        return price;
    }

    private ObjectNode update(String kind, Call call) {
        ObjectNode object = world.get(kind, call.id());
        call.params().mergeMetadata(object);
        object.put("active", call.params().flag("active", object.path("active").asBoolean(true)));
        world.emit(kind + ".updated", object);
        return object;
    }

    /** The price that a line names by {@code price}, or a new one of its {@code price_data}. */
    ObjectNode of(Params line) {
        if (line.sent(KIND)) return world.get(KIND, line.required(KIND), line.pathOf(KIND));
        Params data = line.group("price_data");
        if (!line.sent("price_data")) throw StripeError.missing(line.pathOf(KIND));
        return create(data, false);
    }

    private ObjectNode create(Params params, boolean active) {
        String currency = params.required("currency").toLowerCase(Locale.ROOT);
        BigDecimal cents = unitAmount(params);
        String product = productOf(params, active);
        ObjectNode price = world.add("price_", KIND);
        params.mergeMetadata(price);
        price.put("active", active).put("billing_scheme", "per_unit").put("currency", currency);
        price.put(PRODUCT, product).put("unit_amount_decimal", cents.toPlainString());
        if (isWhole(cents)) price.put("unit_amount", cents.longValueExact());
        else price.putNull("unit_amount");
        params.copyTexts(price, "lookup_key", "nickname");
        return recurring(price, params);
    }

    private static ObjectNode recurring(ObjectNode price, Params params) {
        if (!params.sent("recurring")) {
            return price.put("type", "one_time").putNull("recurring");
        }
        Params recurring = params.group("recurring");
        price.put("type", "recurring")
                .putObject("recurring")
                .put("interval", recurring.choice("interval", "month", "day", "week", "year"))
                .put("interval_count", recurring.number("interval_count", 1))
                .put("usage_type", "licensed");
        return price;
    }

    private String productOf(Params params, boolean active) {
        if (params.sent(PRODUCT)) {
            String id = params.required(PRODUCT);
            world.get(PRODUCT, id, params.pathOf(PRODUCT));
            return id;
        }
        return Json.text(product(params.group("product_data"), active), "id");
    }

    private static BigDecimal unitAmount(Params params) {
        if (params.sent("unit_amount"))
            return BigDecimal.valueOf(params.requiredNumber("unit_amount"));
        String text =
                params.text("unit_amount_decimal")
                        .orElseThrow(() -> StripeError.missing(params.pathOf("unit_amount")));
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException notDecimal) {
            throw StripeError.invalid(
                    params.pathOf("unit_amount_decimal"), "Invalid decimal: " + text);
        }
    }

    private static boolean isWhole(BigDecimal cents) {
        return cents.stripTrailingZeros().scale() <= 0;
    }

    /** Quantity times unit amount in cents, rounded half up as Stripe does. */
    static long amount(ObjectNode price, long quantity) {
        return amount(new BigDecimal(Json.text(price, "unit_amount_decimal")), quantity);
    }

    static long amount(BigDecimal unitCents, long quantity) {
        return unitCents
                .multiply(BigDecimal.valueOf(quantity))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    String nameOf(ObjectNode price) {
        return world.find(Json.text(price, PRODUCT))
                .map(product -> Json.text(product, "name"))
                .orElse("");
    }
}
