package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the API says of a visit to the hosted payment page: {@code cs_}. */
public final class CheckoutSessions {
    public static final String KIND = "checkout.session";
    static final String LINES = "_line_items";
    static final String WISHES = "_wishes";
    private static final String PATH = "/v1/checkout/sessions";
    private static final long LIFE_SECONDS = 86_400;
    private static final long SHORTEST_LIFE_SECONDS = 1_800;

    private final World world;
    private final Customers customers;
    private final SetupIntents setups;
    private final CheckoutLines lines;
    private final String origin;

    /** Pages are reached at the origin. */
    CheckoutSessions(
            World world,
            Customers customers,
            SetupIntents setups,
            CheckoutLines lines,
            String origin) {
        this.world = world;
        this.customers = customers;
        this.setups = setups;
        this.lines = lines;
        this.origin = origin;
    }

    void open(Routes routes) {
        routes.post(PATH, call -> create(call.params()));
        Listing.open(
                routes, world, KIND, PATH, "customer", "payment_intent", "status", "subscription");
        routes.post(PATH + "/{}", this::update);
        routes.post(PATH + "/{}/expire", call -> expire(call.id()));
        routes.get(PATH + "/{}/line_items", this::lineItems);
    }

    private ObjectNode create(Params params) {
        String mode = params.choice("mode", "payment", "setup", "subscription");
        if (!params.sent("mode")) throw StripeError.missing("mode");
        String success =
                params.url("success_url").orElseThrow(() -> StripeError.missing("success_url"));
        params.url("cancel_url");
        params.text("customer").ifPresent(id -> customers.living(id, "customer"));
        boolean sells = !mode.equals("setup");
        if (!sells && params.text("currency").isEmpty() && !params.sent("payment_method_types")) {
            throw StripeError.missing("currency");
        }
        long end = end(params);
        List<ObjectNode> items =
                sells ? lines.read(params, mode.equals("subscription")) : List.of();
        ObjectNode session = add(params, mode, success);
        session.put("expires_at", end);
        if (sells) price(session, items);
        else session.putNull("amount_total").putNull("amount_subtotal");
        session.set(
                LINES,
                Listing.page(PATH + "/" + Json.text(session, "id") + "/line_items", items, false));
        if (!sells) startSetup(session, params);
        return session;
    }

    private long end(Params params) {
        long end = params.number("expires_at", world.now() + LIFE_SECONDS);
        long seconds = end - world.now();
        if (seconds < SHORTEST_LIFE_SECONDS || seconds > LIFE_SECONDS) {
            throw StripeError.invalid(
                    "expires_at",
                    "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.");
        }
        return end;
    }

    private ObjectNode add(Params params, String mode, String success) {
        ObjectNode session = world.add("cs_test_", KIND);
        params.mergeMetadata(session);
        session.put("mode", mode).put("status", "open").put("success_url", success);
        session.put("ui_mode", "hosted_page").put("payment_status", unpaid(mode));
        params.copyTexts(
                session,
                "cancel_url",
                "client_reference_id",
                "customer",
                "customer_email",
                "locale",
                "submit_type");
        session.put(
                "currency",
                params.text("currency").map(text -> text.toLowerCase(Locale.ROOT)).orElse(null));
        session.put(
                "customer_creation",
                params.text("customer").isPresent()
                        ? null
                        : params.choice("customer_creation", "if_required", "always"));
        session.put("url", origin + "/c/pay/" + Json.text(session, "id"));
        session.putArray("payment_method_types").add("card");
        for (String empty :
                List.of(
                        "customer_details",
                        "invoice",
                        "payment_intent",
                        "setup_intent",
                        "subscription")) {
            session.putNull(empty);
        }
        session.set(
                WISHES,
                params.tree()
                        .retain("payment_intent_data", "subscription_data", "invoice_creation"));
        return session;
    }

    private static String unpaid(String mode) {
        return mode.equals("setup") ? "no_payment_required" : "unpaid";
    }

    private static void price(ObjectNode session, List<ObjectNode> items) {
        long cents = items.stream().mapToLong(item -> item.path("amount_total").asLong()).sum();
        if (!PaymentIntents.payable(cents)) {
            throw StripeError.invalid(
                    "amount_too_small",
                    "line_items",
                    "The Checkout Session's total amount due must add up to at least $0.50 usd");
        }
        session.put("amount_subtotal", cents).put("amount_total", cents);
        session.put("currency", Json.text(items.getFirst(), "currency"));
        session.putObject("total_details")
                .put("amount_discount", 0)
                .put("amount_shipping", 0)
                .put("amount_tax", 0);
    }

    private void startSetup(ObjectNode session, Params params) {
        ObjectNode wish = params.group("setup_intent_data").tree();
        if (Json.has(session, "customer")) wish.put("customer", Json.text(session, "customer"));
        ObjectNode intent = setups.create(Params.of(wish));
        intent.put("_session", Json.text(session, "id"));
        session.put("setup_intent", Json.text(intent, "id"));
    }

    private ObjectNode update(Call call) {
        ObjectNode session = world.get(KIND, call.id());
        call.params().mergeMetadata(session);
        return session;
    }

    private ObjectNode lineItems(Call call) {
        JsonNode items = world.get(KIND, call.id()).path(LINES).path("data");
        return Listing.of(
                call,
                items.valueStream()
                        .filter(ObjectNode.class::isInstance)
                        .map(ObjectNode.class::cast));
    }

    /** Closes a session that nobody has paid. */
    public ObjectNode expire(String id) {
        ObjectNode session = world.get(KIND, id);
        if (!isOpen(session)) {
            throw StripeError.state(
                    "",
                    "Only Checkout Sessions with a status in [\"open\"] can be expired. This Checkout"
                            + " Session has a status of `%s`."
                                    .formatted(Json.text(session, "status")));
        }
        session.put("status", "expired").putNull("url");
        world.emit("checkout.session.expired", session);
        return session;
    }

    /** Expires what its time has come for. */
    void passTime() {
        for (ObjectNode session : world.oldestFirst(KIND)) {
            boolean over = session.path("expires_at").asLong() <= world.now();
            if (over && isOpen(session)) expire(Json.text(session, "id"));
        }
    }

    public static boolean isOpen(ObjectNode session) {
        return Json.text(session, "status").equals("open");
    }
}
