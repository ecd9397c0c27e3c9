package io.fluxrouter.bench.crash;

import io.fluxrouter.billing.database.Database;
import io.fluxrouter.billing.database.EmbeddedPostgres;
import io.fluxrouter.billing.verify.Finding;
import io.fluxrouter.billing.verify.Verifier;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.usage.RequestId;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * What the books of a stopped server say about the requests that callers saw.
 *
 * @param billed usage events in all, those of unseen requests included
 * @param missing seen by a caller, and not billed
 * @param doubled requests with more than one event
 * @param different billed at another cost than the caller was told
 * @param leasedNanos money still leased to a node, though all have stopped
 * @param openHolds what the server itself still held at rest, before it stopped
 * @param findings what the verifier objects to
 */
public record Audit(
        int billed,
        int missing,
        int doubled,
        int different,
        long ledgerSumNanos,
        long leasedNanos,
        long openHolds,
        List<Finding> findings) {

    private record Bill(UUID id, int events, long nanos) {}

    static Audit of(Path databaseDirectory, Map<String, Money> seen, long openHolds) {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(databaseDirectory);
                Database database = Database.open(postgres.settings())) {
            Jdbi jdbi = database.jdbi();
            List<Finding> findings = new Verifier(jdbi).verify(InstantSource.system().instant());
            return jdbi.withHandle(tx -> of(tx, seen, openHolds, findings));
        }
    }

    private static Audit of(
            Handle tx, Map<String, Money> seen, long openHolds, List<Finding> findings) {
        Map<UUID, Bill> bills =
                bills(tx).stream().collect(Collectors.toMap(Bill::id, bill -> bill));
        int missing = 0;
        int different = 0;
        for (Map.Entry<String, Money> told : seen.entrySet()) {
            @Nullable Bill bill = RequestId.parse(told.getKey()).map(bills::get).orElse(null);
            if (bill == null) missing++;
            else if (bill.nanos() != told.getValue().nanos()) different++;
        }
        return new Audit(
                bills.size(),
                missing,
                (int) bills.values().stream().filter(bill -> bill.events() > 1).count(),
                different,
                sum(tx, "SELECT sum(balance_nanos) FROM ledger_balance"),
                sum(tx, "SELECT sum(amount_nanos) FROM lease"),
                openHolds,
                findings);
    }

    private static List<Bill> bills(Handle tx) {
        String perRequest = "SELECT id, count(*), sum(cost_nanos) FROM usage_event GROUP BY id";
        return tx.createQuery(perRequest)
                .map(
                        (row, context) ->
                                new Bill(
                                        row.getObject(1, UUID.class),
                                        row.getInt(2),
                                        row.getLong(3)))
                .list();
    }

    private static long sum(Handle tx, String query) {
        return tx.createQuery(query).mapTo(Long.class).findOne().orElse(0L);
    }

    boolean sound() {
        return problems().isEmpty() && billed > 0;
    }

    /** What is wrong, in words. */
    List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (missing > 0) problems.add(missing + " requests were seen and not billed");
        if (doubled > 0) problems.add(doubled + " requests were billed more than once");
        if (different > 0) problems.add(different + " requests were billed at another cost");
        if (ledgerSumNanos != 0) problems.add("the ledger sums to " + ledgerSumNanos);
        if (leasedNanos != 0) problems.add(leasedNanos + " nano-dollars are still leased");
        if (openHolds != 0) problems.add(openHolds + " holds were left open");
        findings.forEach(finding -> problems.add(finding.toString()));
        return problems;
    }
}
