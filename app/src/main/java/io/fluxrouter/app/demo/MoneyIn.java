package io.fluxrouter.app.demo;

import io.fluxrouter.core.money.Money;
import io.fluxrouter.simulator.stripe.SimulatedStripe;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;

/**
 * The tour's purchase: a package, the hosted page, a refused card and a good one, and events that
 * all come ten times and give credit once.
 */
final class MoneyIn {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Operator operator;
    private final SimulatedStripe stripe;
    private final PrintStream out;
    private final String creditPackage;

    MoneyIn(Operator operator, SimulatedStripe stripe, PrintStream out) {
        this.operator = operator;
        this.stripe = stripe;
        this.out = out;
        this.creditPackage = operator.creditPackage("Plus", "20", "1");
    }

    /** Returns whether credit, ledger and the money at Stripe agree. */
    boolean run() {
        String customer = operator.customer("Buyer", "none");
        JsonNode purchase = operator.buy(customer, creditPackage);
        String session = session(purchase);
        out.println(
                "  A $20.00 package with a bonus of $1.00, bought on Stripe's page (simulated)");
        out.println("  first card:  " + stripe.pay(session, "pm_card_chargeDeclined"));
        stripe.webhookFaults().always("duplicate=10");
        stripe.pay(session);
        boolean paid = await(() -> isPaid(purchase) && stripe.webhooks().outstanding() == 0);
        stripe.webhookFaults().clear();
        out.println(
                "  second card: "
                        + (paid ? "paid" : "NOT PAID")
                        + "; every event was sent ten times");
        Money credit = credit(customer);
        Money cash = Money.usd(BigDecimal.valueOf(stripe.cash().net(), 2));
        boolean equal = credit.equals(Money.usd("21")) && cash.equals(Money.usd("20"));
        out.println(
                "  Cash at Stripe "
                        + cash
                        + ", credit "
                        + credit
                        + (equal ? "   as bought" : "   NOT EQUAL"));
        return paid && equal;
    }

    /** A page on which the visitor can pay. */
    String invitation(String customer) {
        return operator.buy(customer, creditPackage).path("checkout_url").asString();
    }

    private static String session(JsonNode purchase) {
        String url = purchase.path("checkout_url").asString();
        return url.substring(url.lastIndexOf('/') + 1);
    }

    private boolean isPaid(JsonNode purchase) {
        String id = purchase.path("id").asString();
        return operator.purchase(id).path("status").asString().equals("paid");
    }

    private Money credit(String customer) {
        Money sum = Money.ZERO;
        for (JsonNode row : operator.transactions(customer).path("data")) {
            sum = sum.plus(Money.usd(row.path("amount_usd").asString()));
        }
        return sum;
    }

    private static boolean await(BooleanSupplier condition) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) return false;
            LockSupport.parkNanos(20_000_000);
        }
        return true;
    }
}
