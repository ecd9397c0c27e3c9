package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Call;
import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/** Bills to customers: {@code in_}, from draft over open to paid, void or uncollectible. */
public final class Invoices {
    static final String KIND = "invoice";
    private static final String PATH = "/v1/invoices";
    private static final String CUSTOMER = "customer";
    private static final String STATUS = "status";
    private static final long DAY_SECONDS = 86_400;

    private final World world;
    private final Customers customers;
    private final PaymentMethods methods;
    private final InvoiceItems items;
    private final InvoiceLines lines;
    private final InvoicePayments payments;

    Invoices(
            World world,
            Customers customers,
            PaymentMethods methods,
            InvoiceItems items,
            InvoicePayments payments) {
        this.world = world;
        this.customers = customers;
        this.methods = methods;
        this.items = items;
        this.lines = new InvoiceLines(world);
        this.payments = payments;
        items.whenChanged(this::sumUp);
    }

    void open(Routes routes) {
        routes.post(PATH, call -> create(call.params()));
        Listing.open(routes, world, KIND, PATH, CUSTOMER, STATUS, "collection_method");
        routes.post(PATH + "/{}", this::update);
        routes.delete(PATH + "/{}", this::delete);
        routes.get(
                PATH + "/{}/lines",
                call -> Listing.of(call, InvoiceLines.of(world.get(KIND, call.id())).stream()));
        routes.post(PATH + "/{}/finalize", this::finalise);
        routes.post(PATH + "/{}/pay", this::pay);
        routes.post(PATH + "/{}/send", this::send);
        routes.post(PATH + "/{}/void", this::voidIt);
        routes.post(PATH + "/{}/mark_uncollectible", this::markUncollectible);
    }

    private ObjectNode create(Params params) {
        ObjectNode customer = customers.living(params.required(CUSTOMER), CUSTOMER);
        String method = params.choice("collection_method", "charge_automatically", "send_invoice");
        long dueDate = dueDate(params, method);
        String currency = params.text("currency", "usd").toLowerCase(Locale.ROOT);
        ObjectNode invoice = draft(customer, currency, "manual");
        params.mergeMetadata(invoice);
        invoice.put("collection_method", method);
        if (dueDate > 0) invoice.put("due_date", dueDate);
        write(invoice, params);
        if (params.choice("pending_invoice_items_behavior", "exclude", "include")
                .equals("include")) {
            items.pending(Json.text(customer, "id"), currency)
                    .forEach(item -> item.put(KIND, Json.text(invoice, "id")));
        }
        sumUp(invoice);
        world.emit("invoice.created", invoice);
        return invoice;
    }

    private long dueDate(Params params, String method) {
        boolean sent = method.equals("send_invoice");
        if (!sent) return 0;
        if (!params.sent("days_until_due") && !params.sent("due_date")) {
            throw StripeError.missing("days_until_due");
        }
        return params.number(
                "due_date", world.now() + params.number("days_until_due", 0) * DAY_SECONDS);
    }

    /** A new draft without lines, of which nobody has been told. */
    ObjectNode draft(ObjectNode customer, String currency, String reason) {
        ObjectNode invoice = world.add("in_", KIND);
        invoice.put(CUSTOMER, Json.text(customer, "id")).put("currency", currency);
        invoice.put("customer_email", Json.text(customer, "email"));
        invoice.put("customer_name", Json.text(customer, "name"));
        invoice.put("billing_reason", reason).put("collection_method", "charge_automatically");
        invoice.put(STATUS, "draft").put("auto_advance", false).put("attempted", false);
        invoice.put("attempt_count", 0).put("amount_paid", 0).put("amount_overpaid", 0);
        invoice.put("starting_balance", 0).put("account_name", "Simulated shop");
        invoice.put("period_start", world.now()).put("period_end", world.now());
        for (String empty :
                List.of(
                        "number",
                        "description",
                        "footer",
                        "due_date",
                        "ending_balance",
                        "hosted_invoice_url",
                        "invoice_pdf",
                        "next_payment_attempt",
                        "default_payment_method",
                        "effective_at",
                        "parent",
                        "automatically_finalizes_at")) {
            invoice.putNull(empty);
        }
        ObjectNode moments = invoice.putObject("status_transitions");
        moments.putNull("finalized_at").putNull("paid_at");
        moments.putNull("voided_at").putNull("marked_uncollectible_at");
        InvoiceLines.write(invoice, List.of());
        return invoice;
    }

    private void write(ObjectNode invoice, Params params) {
        params.copyTexts(invoice, "description", "footer", "statement_descriptor", "number");
        boolean advances =
                params.flag("auto_advance", invoice.path("auto_advance").asBoolean(false));
        invoice.put("auto_advance", advances);
        if (advances) {
            long at = invoice.path("created").asLong() + InvoicePayments.DRAFT_SECONDS;
            invoice.put("automatically_finalizes_at", at);
        } else {
            invoice.putNull("automatically_finalizes_at");
        }
        params.text("default_payment_method")
                .ifPresent(
                        id -> {
                            ObjectNode customer =
                                    world.get(Customers.KIND, Json.text(invoice, CUSTOMER));
                            ObjectNode method =
                                    methods.ofCustomer(id, customer, "default_payment_method");
                            methods.attach(method, customer);
                            invoice.put("default_payment_method", Json.text(method, "id"));
                        });
    }

    private void sumUp(ObjectNode draft) {
        String id = Json.text(draft, "id");
        InvoiceLines.write(
                draft, items.of(id).stream().map(item -> lines.ofItem(item, id)).toList());
    }

    private ObjectNode update(Call call) {
        ObjectNode invoice = world.get(KIND, call.id());
        boolean draft = Json.text(invoice, STATUS).equals("draft");
        for (String name : call.params().names()) {
            if (!draft
                    && !Set.of("metadata", "auto_advance", "expand", "default_payment_method")
                            .contains(name)) {
                throw StripeError.state(
                        "invoice_not_editable",
                        "Finalized invoices can't be updated in this way: " + name + ".");
            }
        }
        write(invoice, call.params());
        call.params().mergeMetadata(invoice);
        world.emit("invoice.updated", invoice);
        return invoice;
    }

    private ObjectNode delete(Call call) {
        ObjectNode invoice = in(call.id(), "deleted", "draft");
        items.of(call.id()).forEach(world::remove);
        world.remove(invoice);
        world.emit("invoice.deleted", invoice);
        return Json.object().put("id", call.id()).put("object", KIND).put("deleted", true);
    }

    private ObjectNode finalise(Call call) {
        ObjectNode invoice = in(call.id(), "finalized", "draft");
        call.params()
                .text("auto_advance")
                .ifPresent(text -> invoice.put("auto_advance", text.equals("true")));
        payments.finalise(invoice);
        return invoice;
    }

    private ObjectNode pay(Call call) {
        ObjectNode invoice = world.get(KIND, call.id());
        if (Json.text(invoice, STATUS).equals("paid")) {
            throw StripeError.state("invoice_already_paid", "Invoice is already paid");
        }
        in(call.id(), "paid", "draft", "open", "uncollectible");
        if (Json.text(invoice, STATUS).equals("draft")) payments.finalise(invoice);
        if (Json.text(invoice, STATUS).equals("paid")) return invoice;
        if (call.params().flag("paid_out_of_band", false)) payments.paidElsewhere(invoice);
        else payments.collect(invoice, call.params().text("payment_method", ""));
        return invoice;
    }

    private ObjectNode send(Call call) {
        ObjectNode invoice = in(call.id(), "sent", "draft", "open");
        if (Json.text(invoice, STATUS).equals("draft")) payments.finalise(invoice);
        world.emit("invoice.sent", invoice);
        return invoice;
    }

    private ObjectNode voidIt(Call call) {
        ObjectNode invoice = in(call.id(), "voided", "open", "uncollectible");
        payments.end(invoice, "void", "voided_at");
        world.emit("invoice.voided", invoice);
        return invoice;
    }

    private ObjectNode markUncollectible(Call call) {
        ObjectNode invoice = in(call.id(), "marked uncollectible", "open");
        invoice.put(STATUS, "uncollectible").putNull("next_payment_attempt");
        invoice.withObject("status_transitions").put("marked_uncollectible_at", world.now());
        world.emit("invoice.marked_uncollectible", invoice);
        return invoice;
    }

    private ObjectNode in(String id, String wish, String... states) {
        ObjectNode invoice = world.get(KIND, id);
        String state = Json.text(invoice, STATUS);
        if (Set.of(states).contains(state)) return invoice;
        throw StripeError.state(
                "",
                "You can only have an invoice %s if it is %s. This invoice is %s."
                        .formatted(wish, String.join(" or ", states), state));
    }
}
