package io.fluxrouter.console.page;

import io.fluxrouter.billing.account.Visitor;
import io.fluxrouter.billing.member.Membership;
import io.fluxrouter.billing.member.Right;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call for a page by somebody who is signed in.
 *
 * @param at whose pages are looked at; null for those of the operator alone
 * @param customers all that the visitor belongs to
 */
public record Visit(
        ApiCall call, Visitor visitor, @Nullable Membership at, List<Membership> customers) {
    public Visit {
        customers = List.copyOf(customers);
    }

    public Membership membership() {
        if (at == null) throw new IllegalStateException("not a customer's page");
        return at;
    }

    public UUID customerId() {
        return membership().customerId();
    }

    public boolean may(Right right) {
        return at != null && at.role().may(right);
    }

    /** Throws {@link ApiError} SCOPE_MISSING for who may not. */
    public void require(Right right) {
        if (may(right)) return;
        throw ApiError.of(
                Refusal.SCOPE_MISSING,
                "Your role does not allow this. Ask an owner of "
                        + membership().customerName()
                        + ".");
    }

    /** As it is written in records. */
    public String author() {
        return visitor.label();
    }

    public Form form() {
        return Form.of(call.request());
    }

    public Optional<String> query(String name) {
        return call.queryParam(name);
    }

    /** Whether only a piece of a page is asked for, by htmx. */
    public boolean isFragment() {
        return call.request().header("HX-Request").isPresent()
                && call.request().header("HX-Boosted").isEmpty()
                && call.request().header("HX-History-Restore-Request").isEmpty();
    }
}
