package io.fluxrouter.billing.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.fluxrouter.billing.credit.Credits;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.payment.ReturnUrls;
import io.fluxrouter.billing.purchase.CreditPurchase;
import io.fluxrouter.billing.purchase.Fulfilment;
import io.fluxrouter.billing.purchase.NewPurchase;
import io.fluxrouter.billing.purchase.PackageTerms;
import io.fluxrouter.billing.purchase.Packages;
import io.fluxrouter.billing.purchase.Purchases;
import io.fluxrouter.billing.purchase.Till;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * Customers of the gateway in a story: they use models, buy credit, and are billed by the system's
 * time.
 */
final class Requests {
    private final Given given;
    private final Purchases purchases;
    private final UUID offered;

    Requests(Given given) {
        this.given = given;
        Fulfilment fulfilment = new Fulfilment(new Credits(given.jdbi, given.system));
        this.purchases = new Purchases(given.jdbi, fulfilment, new Till.Instant(), given.system);
        BigDecimal ten = BigDecimal.TEN;
        this.offered =
                new Packages(given.jdbi, given.system)
                        .create(new PackageTerms("Ten", ten, ten, BigDecimal.TWO, null, true))
                        .id();
    }

    UUID customerOn(String plan) {
        return given.customers.create(NewCustomer.onPlan("on " + plan, plan)).id();
    }

    /** Ten dollars of credit, and two as a gift. */
    CreditPurchase buys(UUID customer, String key) {
        ReturnUrls nowhere = new ReturnUrls("http://localhost/", "http://localhost/");
        return purchases.buy(new NewPurchase(customer, offered, key, nowhere, Given.AUTHOR));
    }

    /** A request whose worst case is what it costs. */
    void serve(UUID customer, String cost) {
        assertThat(given.gateway().serve(customer, cost, cost)).isTrue();
    }

    /** The worker looks every hour until then. */
    void sleepUntil(String time) {
        Instant to = Instant.parse(time);
        given.passSystemTime(to.minusSeconds(3_600));
        given.passSystemTime(to);
    }

    Paper invoices(UUID customer) {
        return new Paper(given, customer, ZoneOffset.UTC);
    }
}
