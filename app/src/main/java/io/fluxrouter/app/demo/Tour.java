package io.fluxrouter.app.demo;

import com.openai.errors.OpenAIServiceException;
import io.fluxrouter.app.App;
import io.fluxrouter.billing.verify.Finding;
import io.fluxrouter.core.catalog.Lane;
import io.fluxrouter.core.money.Money;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/**
 * What the demo shows, step by step, against a running node: every figure is read back from its
 * API.
 */
final class Tour {
    private static final int RACERS = 200;
    private static final String LONG_ANSWER = "tokens=16000";

    private final App app;
    private final PrintStream out;
    private final String baseUrl;
    private final Operator operator;
    private final String customer;
    private final String key;
    private final MoneyIn moneyIn;

    Tour(App app, String origin, PrintStream out) {
        this.app = app;
        this.out = out;
        this.baseUrl = origin + "/v1";
        this.operator = new Operator(origin, app.adminToken());
        this.customer = operator.customer("Acme", "builder");
        this.key = operator.key(customer, "production");
        this.moneyIn = new MoneyIn(operator, app.simulatedStripe().orElseThrow(), out);
    }

    /** Returns whether everything added up. */
    boolean run() {
        boolean sound = prompts();
        freeCap();
        sound &= race();
        title("Money in");
        sound &= moneyIn.run();
        invoices();
        sound &= books();
        return sound;
    }

    /** Says how to go on alone, on the node that stays up. */
    void invite() {
        title("Try it yourself");
        out.println("  curl -i " + baseUrl + "/chat/completions \\");
        out.println("    -H 'Authorization: Bearer " + key + "' \\");
        out.println("    -H 'Content-Type: application/json' \\");
        out.println(
                "    -d '{\"model\":\"flux-auto\",\"messages\":[{\"role\":\"user\",\"content\":\"ping\"}]}'");
        out.println();
        out.println("  Buy credit in a browser: " + moneyIn.invitation(customer));
        out.println("  Admin token: " + app.adminToken());
    }

    private boolean prompts() {
        title("Real prompts, the official OpenAI SDK, flux-auto; every second one streamed");
        List<Receipt> receipts = new ArrayList<>();
        try (TourClient client = new TourClient(baseUrl, key)) {
            List<Callable<Receipt>> calls = new ArrayList<>();
            List<String> prompts = Prompts.all();
            for (int i = 0; i < prompts.size(); i++) {
                String prompt = prompts.get(i);
                boolean streamed = i % 2 == 1;
                calls.add(
                        () ->
                                streamed
                                        ? client.stream("flux-auto", prompt)
                                        : client.ask("flux-auto", prompt));
            }
            for (Future<Receipt> receipt : inParallel(calls, 8)) receipts.add(result(receipt));
        }
        Table table = new Table("prompt", "model", "lane", "why", "", "in ", "out ", "cost ");
        receipts.forEach(receipt -> row(table, receipt));
        table.print(out);
        return sums(receipts);
    }

    private static void row(Table table, Receipt receipt) {
        String prompt = receipt.prompt().replaceAll("\\s+", " ");
        table.add(
                prompt.length() <= 44 ? prompt : prompt.substring(0, 43) + "…",
                receipt.model(),
                receipt.lane(),
                receipt.reason(),
                receipt.streamed() ? "stream" : "",
                Long.toString(receipt.promptTokens()),
                Long.toString(receipt.completionTokens()),
                receipt.cost().toString());
    }

    /** The same sum from three places: what callers were told, the roll-ups, the ledger. */
    private boolean sums(List<Receipt> receipts) {
        Money told = receipts.stream().map(Receipt::cost).reduce(Money.ZERO, Money::plus);
        JsonNode usage = operator.usage("?group_by=lane&customer_id=" + customer);
        Money ledger = debits(customer);
        Table lanes = new Table("lane", "requests ", "in ", "out ", "cost ", "market ", "saved ");
        for (Lane lane : Lane.values()) {
            for (JsonNode row : usage.path("data")) {
                if (row.path("lane").asString().equals(lane.key())) {
                    lanes.add(cells(row, lane.key()));
                }
            }
        }
        lanes.add(cells(usage.path("total"), "total"));
        out.println();
        lanes.print(out);
        Money reported = Money.usd(usage.path("total").path("cost_usd").asString());
        boolean equal = told.equals(reported) && told.equals(ledger);
        out.println();
        out.println("  Sum told to the caller  " + told);
        out.println("  Sum in the reports      " + reported);
        out.println("  Sum in the ledger       " + ledger + (equal ? "   equal" : "   NOT EQUAL"));
        return equal;
    }

    private static String[] cells(JsonNode row, String name) {
        return new String[] {
            name,
            row.path("requests").asString(),
            row.path("prompt_tokens").asString(),
            row.path("completion_tokens").asString(),
            Money.usd(row.path("cost_usd").asString()).toString(),
            Money.usd(row.path("market_cost_usd").asString()).toString(),
            Money.usd(row.path("saved_usd").asString()).toString()
        };
    }

    private Money debits(String customer) {
        Money sum = Money.ZERO;
        for (JsonNode row : operator.transactions(customer).path("data")) {
            if (row.path("type").asString().equals("usage_debit")) {
                sum = sum.plus(Money.usd(row.path("amount_usd").asString()));
            }
        }
        return sum;
    }

    private void freeCap() {
        title("A Free customer runs into its $1");
        String customer = operator.customer("Free Fay", "free");
        Table requests = new Table("request ", "tokens ", "cost ", "spent ");
        try (TourClient client = new TourClient(baseUrl, operator.key(customer, "trial"))) {
            Money spent = Money.ZERO;
            for (int i = 1; ; i++) {
                Receipt receipt =
                        client.ask(
                                "flux-reasoning",
                                "Write a very long story, part " + i,
                                LONG_ANSWER);
                spent = spent.plus(receipt.cost());
                requests.add(
                        Integer.toString(i),
                        Long.toString(receipt.completionTokens()),
                        receipt.cost().toString(),
                        spent.toString());
            }
        } catch (OpenAIServiceException refused) {
            requests.print(out);
            out.println();
            out.println("  HTTP " + refused.getMessage());
        }
    }

    private boolean race() {
        title(RACERS + " requests at once, one cent of credit");
        String customer = operator.customer("Racer", "none");
        operator.grant(customer, "0.01");
        String key = operator.key(customer, "race");
        int served = 0;
        int refused = 0;
        Money told = Money.ZERO;
        try (RacingClient client = new RacingClient(baseUrl, key)) {
            for (RacingClient.Result result : client.race(RACERS)) {
                if (result.status() == 200) {
                    served++;
                    told = told.plus(result.cost());
                } else {
                    refused++;
                }
            }
        }
        Money ledger = debits(customer);
        out.println(
                "  served "
                        + served
                        + ", refused "
                        + refused
                        + ", spent "
                        + ledger
                        + " of $0.01"
                        + ", told "
                        + told
                        + ", open holds "
                        + app.cells().openHolds());
        return ledger.equals(told)
                && ledger.compareTo(Money.usd("0.01")) <= 0
                && app.cells().openHolds() == 0;
    }

    private void invoices() {
        title("Invoices of the months before");
        Table table = new Table("number", "of", "since", "lines ", "total ", "due ", "state");
        for (JsonNode invoice : operator.invoices()) {
            table.add(
                    invoice.path("invoice_number").asString("draft"),
                    invoice.path("billed_to").path("name").asString(),
                    invoice.path("period_start").asString().substring(0, 10),
                    Integer.toString(invoice.path("line_items").size()),
                    "$" + invoice.path("total").asString(),
                    "$" + invoice.path("amount_due").asString(),
                    invoice.path("status").asString());
        }
        table.print(out);
    }

    private boolean books() {
        title("The books, recomputed from the first row");
        app.settle();
        List<Finding> findings = app.verify();
        findings.forEach(finding -> out.println("  " + finding));
        out.println(
                findings.isEmpty()
                        ? "  sound: chains, balances, events and caps agree"
                        : "  NOT SOUND");
        return findings.isEmpty();
    }

    private void title(String text) {
        out.println();
        out.println(text);
        out.println();
        out.flush();
    }

    private static <T> List<Future<T>> inParallel(List<Callable<T>> calls, int threads) {
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            return pool.invokeAll(calls);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }

    private static <T> T result(Future<T> future) {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            throw new IllegalStateException(failure.getCause());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stop);
        }
    }
}
