package io.fluxrouter.billing.purchase;

import io.fluxrouter.billing.payment.ReturnUrls;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What {@code credit_purchase} says of the page to pay on, for as long as there is none. */
final class PageRows {
    private PageRows() {}

    /**
     * A page as Stripe is asked for it, in the same words each time.
     *
     * @param tries how often Stripe itself failed at it: each makes another key
     */
    record Wanted(ReturnUrls urls, int tries) {}

    static void returnTo(Handle tx, UUID id, ReturnUrls urls) {
        tx.createUpdate(
                        """
                        UPDATE credit_purchase SET success_url = :success, cancel_url = :cancel
                        WHERE id = :id
                        """)
                .bind("id", id)
                .bind("success", urls.success())
                .bind("cancel", urls.cancel())
                .execute();
    }

    /**
     * @param ifNoneKept for a purchase that was begun before addresses were kept
     */
    static Wanted wanted(Handle handle, UUID id, ReturnUrls ifNoneKept) {
        return handle.createQuery(
                        """
                        SELECT coalesce(success_url, :success) AS success,
                               coalesce(cancel_url, :cancel) AS cancel, tries
                        FROM credit_purchase WHERE id = :id
                        """)
                .bind("id", id)
                .bind("success", ifNoneKept.success())
                .bind("cancel", ifNoneKept.cancel())
                .map(
                        (row, context) ->
                                new Wanted(
                                        new ReturnUrls(
                                                row.getString("success"), row.getString("cancel")),
                                        row.getInt("tries")))
                .one();
    }
}
