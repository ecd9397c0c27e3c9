package io.fluxrouter.billing.payment;

import com.stripe.model.Invoice;
import com.stripe.model.InvoiceItem;
import com.stripe.param.InvoiceCreateParams;
import com.stripe.param.InvoiceCreateParams.CollectionMethod;
import com.stripe.param.InvoiceCreateParams.PendingInvoiceItemsBehavior;
import com.stripe.param.InvoiceItemCreateParams;
import com.stripe.param.InvoiceItemListParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePayParams;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Our invoices as Stripe has them: the same lines and amounts, never priced again, and never
 * charged but when we say so. Safe for all threads.
 */
public final class StripeInvoices {
    /** By which an invoice says which of ours it is. */
    public static final String INVOICE = "invoice_id";

    private static final String LINE = "line";
    private static final long PAGE = 100;

    private final StripeCalls stripe;

    public StripeInvoices(StripeCalls stripe) {
        this.stripe = stripe;
    }

    /**
     * An invoice to push.
     *
     * @param number as the customer knows it
     * @param tries how often Stripe itself failed at it: each makes another key
     */
    public record Push(
            UUID invoiceId, String stripeCustomer, String currency, String number, int tries) {}

    /** One line. */
    public record Item(int number, String description, long amount) {}

    /** An empty draft. */
    public PushedInvoice create(Push push) {
        InvoiceCreateParams params =
                InvoiceCreateParams.builder()
                        .setCustomer(push.stripeCustomer())
                        .setCurrency(push.currency())
                        .setCollectionMethod(CollectionMethod.CHARGE_AUTOMATICALLY)
                        .setPendingInvoiceItemsBehavior(PendingInvoiceItemsBehavior.EXCLUDE)
                        .setAutoAdvance(false)
                        .setDescription(push.number())
                        .putMetadata(INVOICE, push.invoiceId().toString())
                        .build();
        String key = "invoice-" + push.invoiceId() + "-" + push.tries();
        return state(stripe.make(one -> one.invoices().create(params, StripeCalls.once(key))));
    }

    /** Adds those lines that the draft has not yet. */
    public void addItems(Push push, String id, List<Item> items) {
        Set<String> there = push.tries() == 0 ? Set.of() : numbersOn(id);
        for (Item item : items) {
            if (!there.contains(Integer.toString(item.number()))) add(push, id, item);
        }
    }

    private void add(Push push, String id, Item item) {
        InvoiceItemCreateParams params =
                InvoiceItemCreateParams.builder()
                        .setCustomer(push.stripeCustomer())
                        .setInvoice(id)
                        .setCurrency(push.currency())
                        .setAmount(item.amount())
                        .setDescription(item.description())
                        .putMetadata(LINE, Integer.toString(item.number()))
                        .build();
        String key = "line-" + push.invoiceId() + "-" + item.number() + "-" + push.tries();
        stripe.make(one -> one.invoiceItems().create(params, StripeCalls.once(key)));
    }

    private Set<String> numbersOn(String id) {
        InvoiceItemListParams params =
                InvoiceItemListParams.builder().setInvoice(id).setLimit(PAGE).build();
        return stripe.make(
                one -> {
                    Set<String> numbers = new HashSet<>();
                    for (InvoiceItem item : one.invoiceItems().list(params).autoPagingIterable()) {
                        numbers.add(String.valueOf(item.getMetadata().get(LINE)));
                    }
                    return numbers;
                });
    }

    /** Makes the draft final; nothing is charged by that. */
    public PushedInvoice issue(String id) {
        return state(stripe.make(one -> one.invoices().finalizeInvoice(id)));
    }

    /** Charges the card for it; a refusal by the card is an answer, with its reason. */
    public PushedInvoice pay(String id, String paymentMethod) {
        InvoicePayParams params =
                InvoicePayParams.builder()
                        .setPaymentMethod(paymentMethod)
                        .setOffSession(true)
                        .build();
        return stripe.make(
                one -> state(one.invoices().pay(id, params)),
                refusal ->
                        find(id).refusedBy(
                                        refusal.getDeclineCode() == null
                                                ? String.valueOf(refusal.getCode())
                                                : refusal.getDeclineCode()));
    }

    public PushedInvoice find(String id) {
        return state(stripe.make(one -> one.invoices().retrieve(id)));
    }

    /** Withdraws it: a draft is deleted. */
    public void withdraw(PushedInvoice invoice) {
        if (invoice.isDraft()) stripe.make(one -> one.invoices().delete(invoice.id()));
        else stripe.make(one -> one.invoices().voidInvoice(invoice.id()));
    }

    /** Those of a customer, or of all, newest first. */
    public List<PushedInvoice> list(@Nullable String stripeCustomer) {
        InvoiceListParams.Builder params = InvoiceListParams.builder().setLimit(PAGE);
        if (stripeCustomer != null) params.setCustomer(stripeCustomer);
        return stripe.make(
                one -> {
                    List<PushedInvoice> all = new ArrayList<>();
                    one.invoices()
                            .list(params.build())
                            .autoPagingIterable()
                            .forEach(invoice -> all.add(state(invoice)));
                    return all;
                });
    }

    private static PushedInvoice state(Invoice invoice) {
        Map<String, String> metadata = invoice.getMetadata();
        return new PushedInvoice(
                invoice.getId(),
                invoice.getStatus() == null ? "draft" : invoice.getStatus(),
                invoice.getAmountDue() == null ? 0 : invoice.getAmountDue(),
                invoice.getAmountPaid() == null ? 0 : invoice.getAmountPaid(),
                metadata == null ? null : metadata.get(INVOICE),
                null);
    }
}
