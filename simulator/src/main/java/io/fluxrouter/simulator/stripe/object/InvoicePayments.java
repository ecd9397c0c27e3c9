package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/**
 * How an invoice becomes final and its money comes: {@code inpay_}. One that advances by itself is
 * finalised after an hour and charged, and charged again some days later.
 */
final class InvoicePayments {
    /** How long a draft that advances by itself can still be changed. */
    static final long DRAFT_SECONDS = 3_600;

    private static final String KIND = "invoice_payment";
    private static final String PATH = "/v1/invoice_payments";
    private static final String INVOICE = "_invoice";
    private static final String INTENT = "_payment_intent";
    private static final long RETRY_SECONDS = 3 * 86_400L;
    private static final int MOST_ATTEMPTS = 4;

    private final World world;
    private final String origin;
    private final PaymentIntents intents;
    private final CardPayments payments;
    private final PaymentMethods methods;
    private final List<Consumer<ObjectNode>> paid = new ArrayList<>();
    private final List<Consumer<ObjectNode>> failed = new ArrayList<>();

    /** Pages are reached at the origin. */
    InvoicePayments(
            World world,
            String origin,
            PaymentIntents intents,
            CardPayments payments,
            PaymentMethods methods) {
        this.world = world;
        this.origin = origin;
        this.intents = intents;
        this.payments = payments;
        this.methods = methods;
        payments.whenPaid(this::moneyCame);
    }

    void open(Routes routes) {
        Listing.open(routes, world, KIND, PATH, "invoice", "status");
    }

    /** What happens with every invoice that is paid. */
    void whenPaid(Consumer<ObjectNode> step) {
        paid.add(step);
    }

    /** What happens with every invoice that could not be collected this time. */
    void whenFailed(Consumer<ObjectNode> step) {
        failed.add(step);
    }

    /** Makes a draft final: number, amount due, and a payment to come if there is something due. */
    void finalise(ObjectNode invoice) {
        ObjectNode customer = world.get(Customers.KIND, Json.text(invoice, "customer"));
        if (!Json.has(invoice, "number")) invoice.put("number", nextNumber(customer));
        invoice.put("status", "open").put("effective_at", world.now());
        invoice.putNull("automatically_finalizes_at");
        invoice.withObject("status_transitions").put("finalized_at", world.now());
        String page = origin + "/i/" + Json.text(invoice, "id");
        invoice.put("hosted_invoice_url", page).put("invoice_pdf", page);
        applyBalance(invoice, customer);
        boolean owed = invoice.path("amount_due").asLong() > 0;
        if (owed) startPayment(invoice);
        world.emit("invoice.finalized", invoice);
        if (!owed) settle(invoice, 0);
        else if (chargesItself(invoice)) world.afterwards(() -> attempt(invoice));
    }

    private static String nextNumber(ObjectNode customer) {
        long next = customer.path("next_invoice_sequence").asLong(1);
        customer.put("next_invoice_sequence", next + 1);
        return "%s-%04d".formatted(Json.text(customer, "invoice_prefix"), next);
    }

    /** What is less than the smallest payment is carried over in the customer's balance. */
    private static void applyBalance(ObjectNode invoice, ObjectNode customer) {
        long balance = customer.path("balance").asLong();
        long owed = invoice.path("total").asLong() + balance;
        long due = PaymentIntents.payable(owed) ? owed : 0;
        invoice.put("starting_balance", balance).put("ending_balance", owed - due);
        invoice.put("amount_due", due).put("amount_remaining", due);
        customer.put("balance", owed - due);
    }

    private void startPayment(ObjectNode invoice) {
        ObjectNode wish = Json.object();
        wish.put("amount", invoice.path("amount_due").asString());
        wish.put("currency", Json.text(invoice, "currency"));
        wish.put("customer", Json.text(invoice, "customer"));
        wish.put("description", "Payment for Invoice " + Json.text(invoice, "number"));
        ObjectNode intent = intents.create(Params.of(wish));
        String id = Json.text(invoice, "id");
        intent.put(INVOICE, id);
        ObjectNode payment = world.add("inpay_", KIND);
        payment.remove("metadata");
        payment.put("invoice", id).put("is_default", true).put("status", "open");
        payment.put("amount_requested", invoice.path("amount_due").asLong()).putNull("amount_paid");
        payment.put("currency", Json.text(invoice, "currency"));
        payment.putObject("payment")
                .put("type", "payment_intent")
                .put("payment_intent", Json.text(intent, "id"));
        payment.putObject("status_transitions").putNull("paid_at").putNull("canceled_at");
        invoice.put(INTENT, Json.text(intent, "id"));
        showPayment(invoice, payment);
        invoice.putObject("_confirmation_secret")
                .put("type", "payment_intent")
                .put("client_secret", Json.text(intent, "client_secret"));
    }

    /** A list that is shown when it is asked for. */
    private static void showPayment(ObjectNode invoice, ObjectNode payment) {
        String url = PATH + "?invoice=" + Json.text(invoice, "id");
        invoice.set("_payments", Listing.page(url, List.of(payment), false));
    }

    private static boolean chargesItself(ObjectNode invoice) {
        return invoice.path("auto_advance").asBoolean(false)
                && Json.text(invoice, "collection_method").equals("charge_automatically");
    }

    /** Charges an open invoice. A refusal is told and thrown. */
    void collect(ObjectNode invoice, String wishedMethod) {
        ObjectNode customer = world.get(Customers.KIND, Json.text(invoice, "customer"));
        ObjectNode method = method(invoice, customer, wishedMethod);
        ObjectNode intent = world.get(PaymentIntents.KIND, Json.text(invoice, INTENT));
        intent.put("payment_method", Json.text(method, "id"));
        invoice.put("attempted", true);
        invoice.put("attempt_count", invoice.path("attempt_count").asLong() + 1);
        try {
            payments.pay(intent, CardPayments.Presence.THERE);
        } catch (StripeError refused) {
            refused(invoice);
            throw refused;
        }
        if (Json.text(intent, "status").equals(PaymentIntents.WANTS_ACTION)) {
            world.emit("invoice.payment_action_required", invoice);
            refused(invoice);
            throw StripeError.card(
                            "invoice_payment_intent_requires_action",
                            "",
                            "This payment requires additional user action before it can be completed"
                                    + " successfully. Payment can be completed using the `PaymentIntent`"
                                    + " associated with the invoice.")
                    .about("payment_intent", View.of(intent));
        }
    }

    private ObjectNode method(ObjectNode invoice, ObjectNode customer, String wished) {
        if (!wished.isEmpty()) return methods.ofCustomer(wished, customer, "payment_method");
        return world.find(Json.text(invoice, "default_payment_method"))
                .or(() -> methods.payingMethod(customer))
                .orElseThrow(
                        () ->
                                StripeError.state(
                                        "",
                                        "There is no `default_payment_method` set on this Customer or"
                                                + " Invoice. Please set either a `default_payment_method`"
                                                + " or a `payment_method`."));
    }

    private void refused(ObjectNode invoice) {
        boolean again =
                chargesItself(invoice) && invoice.path("attempt_count").asLong() < MOST_ATTEMPTS;
        if (again) invoice.put("next_payment_attempt", world.now() + RETRY_SECONDS);
        else invoice.putNull("next_payment_attempt");
        world.emit("invoice.payment_failed", invoice);
        failed.forEach(step -> step.accept(invoice));
    }

    /** Charges without anybody who could be told of a refusal but by an event. */
    void attempt(ObjectNode invoice) {
        if (!Json.text(invoice, "status").equals("open")) return;
        try {
            collect(invoice, "");
        } catch (StripeError told) {
            if (told.status() == 402) return;
            invoice.put("attempted", true);
            invoice.put("attempt_count", invoice.path("attempt_count").asLong() + 1);
            refused(invoice);
        }
    }

    private void moneyCame(ObjectNode intent) {
        world.find(Json.text(intent, INVOICE))
                .filter(invoice -> !Json.text(invoice, "status").equals("paid"))
                .ifPresent(invoice -> settle(invoice, intent.path("amount_received").asLong()));
    }

    private void settle(ObjectNode invoice, long cents) {
        invoice.put("status", "paid").put("amount_paid", cents).put("amount_remaining", 0);
        invoice.put("attempted", true).putNull("next_payment_attempt");
        invoice.withObject("status_transitions").put("paid_at", world.now());
        paymentOf(invoice).ifPresent(payment -> close(invoice, payment, "paid", "paid_at"));
        world.emit("invoice.paid", invoice);
        world.emit("invoice.payment_succeeded", invoice);
        paid.forEach(step -> step.accept(invoice));
    }

    private Optional<ObjectNode> paymentOf(ObjectNode invoice) {
        return world.all(KIND)
                .filter(payment -> Json.text(payment, "invoice").equals(Json.text(invoice, "id")))
                .findFirst();
    }

    private void close(ObjectNode invoice, ObjectNode payment, String status, String moment) {
        payment.put("status", status);
        payment.withObject("status_transitions").put(moment, world.now());
        if (status.equals("paid")) {
            payment.put("amount_paid", invoice.path("amount_paid").asLong());
            world.emit("invoice_payment.paid", payment);
        }
        showPayment(invoice, payment);
    }

    /** The customer has paid in another way. */
    void paidElsewhere(ObjectNode invoice) {
        giveUpPayment(invoice);
        invoice.put("_paid_out_of_band", true);
        long due = invoice.path("amount_due").asLong();
        settle(invoice, due);
        invoice.put("amount_paid_off_stripe", due);
    }

    /** Ends an invoice that nobody will pay. */
    void end(ObjectNode invoice, String status, String moment) {
        giveUpPayment(invoice);
        invoice.put("status", status).put("auto_advance", false).putNull("next_payment_attempt");
        invoice.withObject("status_transitions").put(moment, world.now());
    }

    private void giveUpPayment(ObjectNode invoice) {
        if (!Json.has(invoice, INTENT)) return;
        intents.cancel(Json.text(invoice, INTENT), Params.none());
        paymentOf(invoice).ifPresent(payment -> close(invoice, payment, "canceled", "canceled_at"));
    }

    /** Does what is due: drafts become final, refused ones are charged again. */
    void passTime() {
        long now = world.now();
        for (ObjectNode invoice : world.oldestFirst(Invoices.KIND)) {
            String status = Json.text(invoice, "status");
            if (status.equals("draft") && due(invoice, "automatically_finalizes_at", now))
                finalise(invoice);
            if (status.equals("open") && due(invoice, "next_payment_attempt", now))
                attempt(invoice);
        }
    }

    private static boolean due(ObjectNode invoice, String moment, long now) {
        return invoice.path(moment).isNumber() && invoice.path(moment).asLong() <= now;
    }
}
