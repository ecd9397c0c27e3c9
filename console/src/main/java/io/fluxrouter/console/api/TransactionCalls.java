package io.fluxrouter.console.api;

import io.fluxrouter.billing.ledger.Transaction;
import io.fluxrouter.billing.ledger.TransactionPage;
import io.fluxrouter.billing.ledger.TransactionQuery;
import io.fluxrouter.billing.ledger.Transactions;
import io.fluxrouter.console.http.Access;
import io.fluxrouter.console.http.ApiCall;
import io.fluxrouter.console.http.Endpoint;
import io.fluxrouter.console.http.Reply;
import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.ledger.Transfer;
import io.fluxrouter.core.ledger.TransferKind;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The ledger of a customer, with its running balance: for the operator, and for a key its own. */
public final class TransactionCalls {
    private static final int MAX_PAGE = 1_000;
    private static final int MAX_ROWS = 50_000;
    private static final List<String> COLUMNS =
            List.of(
                    "sequence",
                    "created_at",
                    "type",
                    "amount_usd",
                    "balance_after_usd",
                    "from",
                    "to",
                    "reference",
                    "note",
                    "id",
                    "hash");

    private final Transactions transactions;
    private final Settled settled;

    public TransactionCalls(Transactions transactions, Settled settled) {
        this.transactions = transactions;
        this.settled = settled;
    }

    public List<Endpoint> endpoints() {
        return List.of(
                Endpoint.get("/v1/transactions", Access.ADMIN_OR_CALLER, this::transactions));
    }

    private Reply transactions(ApiCall call) {
        boolean csv = Csv.isWanted(call);
        TransactionQuery query =
                new TransactionQuery(
                        customer(call),
                        kind(call),
                        csv
                                ? call.queryNumber("limit", MAX_ROWS, MAX_ROWS)
                                : call.queryNumber("limit", 100, MAX_PAGE),
                        before(call));
        settled.await();
        TransactionPage page = transactions.page(query);
        return csv ? csv(page) : json(page);
    }

    private static UUID customer(ApiCall call) {
        UUID named = call.queryId("customer_id").orElse(null);
        Caller caller = call.caller();
        if (caller != null) {
            if (named == null || named.equals(caller.customerId())) return caller.customerId();
            throw ApiError.of(Refusal.NOT_FOUND, "There is no such customer.", "customer_id");
        }
        if (named != null) return named;
        throw ApiError.of(
                Refusal.MISSING_PARAMETER,
                "Missing required parameter 'customer_id'.",
                "customer_id");
    }

    private static @Nullable TransferKind kind(ApiCall call) {
        String key = call.queryParam("type").orElse(null);
        if (key == null) return null;
        return Arrays.stream(TransferKind.values())
                .filter(kind -> kind.key().equals(key))
                .findFirst()
                .orElseThrow(
                        () ->
                                ApiError.of(
                                        Refusal.INVALID_VALUE,
                                        "type must be one of "
                                                + Stream.of(TransferKind.values())
                                                        .map(TransferKind::key)
                                                        .collect(Collectors.joining(", "))
                                                + ".",
                                        "type"));
    }

    private static @Nullable Long before(ApiCall call) {
        return call.queryParam("before").isPresent()
                ? Long.valueOf(call.queryNumber("before", 1, Integer.MAX_VALUE))
                : null;
    }

    private static Reply json(TransactionPage page) {
        ArrayNode data = Json.array();
        page.transactions().forEach(transaction -> data.add(json(transaction)));
        ObjectNode json = Json.list(data, page.nextBefore() != null);
        json.put("next_before", page.nextBefore());
        return Reply.ok(json);
    }

    private static Reply csv(TransactionPage page) {
        Csv csv = new Csv(COLUMNS);
        for (Transaction transaction : page.transactions()) {
            Transfer transfer = transaction.transfer();
            csv.row(
                    Arrays.asList(
                            Long.toString(transfer.sequence()),
                            transfer.postedAt().toString(),
                            transfer.kind().key(),
                            transfer.amount().toDecimal(),
                            transfer.balanceAfter().toDecimal(),
                            transfer.from().key(),
                            transfer.to().key(),
                            transfer.reference(),
                            transfer.note(),
                            transfer.id().toString(),
                            transaction.hash()));
        }
        Reply reply = csv.reply("transactions.csv");
        Long next = page.nextBefore();
        return next == null ? reply : reply.with("X-Next-Before", next.toString());
    }

    private static ObjectNode json(Transaction transaction) {
        Transfer transfer = transaction.transfer();
        ObjectNode json = Json.object();
        json.put("id", transfer.id().toString());
        json.put("object", "transaction");
        json.put("customer_id", transfer.customerId().toString());
        json.put("sequence", transfer.sequence());
        json.put("type", transfer.kind().key());
        json.put("from", transfer.from().key());
        json.put("to", transfer.to().key());
        json.put("amount_usd", Json.decimal(transfer.amount()));
        json.put("balance_after_usd", Json.decimal(transfer.balanceAfter()));
        json.put("created_at", Json.time(transfer.postedAt()));
        json.put("reference", transfer.reference());
        json.put("note", transfer.note());
        json.put("hash", transaction.hash());
        return json;
    }
}
