package io.fluxrouter.simulator.stripe.object;

import io.fluxrouter.simulator.stripe.wire.Json;
import io.fluxrouter.simulator.stripe.wire.Params;
import io.fluxrouter.simulator.stripe.wire.Routes;
import io.fluxrouter.simulator.stripe.wire.StripeError;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Where customers keep their cards and see their invoices: {@code bps_}. */
public final class Portal {
    public static final String KIND = "billing_portal.session";
    private static final String CUSTOMER = "customer";

    private final World world;
    private final Customers customers;
    private final PaymentMethods methods;
    private final SetupIntents setups;
    private final InvoicePayments payments;
    private final String origin;

    /** Pages are reached at the origin. */
    Portal(
            World world,
            String origin,
            Customers customers,
            PaymentMethods methods,
            SetupIntents setups,
            InvoicePayments payments) {
        this.world = world;
        this.origin = origin;
        this.customers = customers;
        this.methods = methods;
        this.setups = setups;
        this.payments = payments;
    }

    void open(Routes routes) {
        routes.post("/v1/billing_portal/sessions", call -> create(call.params()));
    }

    private ObjectNode create(Params params) {
        String customer = Json.text(customers.living(params.required(CUSTOMER), CUSTOMER), "id");
        Optional<String> back = params.url("return_url");
        ObjectNode session = world.add("bps_", KIND);
        session.remove("metadata");
        session.put(CUSTOMER, customer).put("return_url", back.orElse(null));
        session.put("url", origin + "/p/session/" + Json.text(session, "id"));
        session.put("configuration", "bpc_simulated").putNull("flow").putNull("locale");
        return session.putNull("on_behalf_of");
    }

    public ObjectNode customerOf(ObjectNode session) {
        return customers.living(Json.text(session, CUSTOMER), CUSTOMER);
    }

    public List<ObjectNode> cards(ObjectNode customer) {
        return methods.of(customer).toList();
    }

    public boolean isDefault(ObjectNode customer, ObjectNode card) {
        return PaymentMethods.defaultOf(customer).equals(Json.text(card, "id"));
    }

    public List<ObjectNode> invoices(ObjectNode customer) {
        String id = Json.text(customer, "id");
        return world.all(Invoices.KIND)
                .filter(invoice -> Json.text(invoice, CUSTOMER).equals(id))
                .filter(invoice -> !Json.text(invoice, "status").equals("draft"))
                .toList();
    }

    /**
     * Puts a card on file. Returns the bank's question, if it has one. A refused card throws.
     *
     * @param back where the holder goes on after the question
     */
    public Optional<String> addCard(ObjectNode customer, TestCard card, String back) {
        ObjectNode wish = Json.object().put(CUSTOMER, Json.text(customer, "id"));
        ObjectNode intent = setups.create(Params.of(wish));
        intent.put(Challenges.RETURN_URL, back);
        ObjectNode method = methods.of(card);
        setups.set(intent, method);
        Optional<String> question = Challenges.question(intent);
        if (question.isEmpty() && PaymentMethods.defaultOf(customer).isEmpty()) {
            makeDefault(customer, Json.text(method, "id"));
        }
        return question;
    }

    public void makeDefault(ObjectNode customer, String method) {
        methods.makeDefault(customer, owned(customer, method));
        world.emit("customer.updated", customer);
    }

    public void removeCard(ObjectNode customer, String method) {
        methods.detach(owned(customer, method));
    }

    private ObjectNode owned(ObjectNode customer, String id) {
        ObjectNode method = world.get(PaymentMethods.KIND, id, "method");
        if (Json.text(method, CUSTOMER).equals(Json.text(customer, "id"))) return method;
        throw StripeError.noSuch(PaymentMethods.KIND, id, "method");
    }

    /** An invoice that has been sent to its customer. */
    public ObjectNode invoice(String id) {
        ObjectNode invoice = world.get(Invoices.KIND, id);
        if (Json.text(invoice, "status").equals("draft"))
            throw StripeError.noSuch(Invoices.KIND, id, "id");
        return invoice;
    }

    public static List<ObjectNode> lines(ObjectNode invoice) {
        return InvoiceLines.of(invoice);
    }

    /** Pays an invoice on its page. Returns the bank's question, if it has one. */
    public Optional<String> payInvoice(ObjectNode invoice, TestCard card) {
        if (!Json.text(invoice, "status").equals("open")) {
            throw StripeError.state("", "This invoice is not open.");
        }
        ObjectNode intent = world.get(PaymentIntents.KIND, Json.text(invoice, "_payment_intent"));
        intent.put(Challenges.RETURN_URL, Json.text(invoice, "hosted_invoice_url"));
        try {
            payments.collect(invoice, Json.text(methods.of(card), "id"));
        } catch (StripeError refused) {
            Optional<String> question = Challenges.question(intent);
            if (question.isEmpty()) throw refused;
            return question;
        }
        return Optional.empty();
    }
}
