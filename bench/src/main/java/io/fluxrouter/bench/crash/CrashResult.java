package io.fluxrouter.bench.crash;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a crash trial found.
 *
 * @param databaseKills how many of the kills hit the database too
 * @param seen requests whose cost a caller was told
 * @param refused answers with a status that no crash explains
 * @param audit what the books say of them
 * @param recoveryMillis from each new start until the server was ready, in order of size
 */
public record CrashResult(
        long seed,
        int kills,
        int databaseKills,
        int seen,
        Map<Integer, Integer> refused,
        Audit audit,
        List<Long> recoveryMillis) {

    /** Whether nothing at all is wrong. */
    public boolean sound() {
        return audit.sound() && refused.isEmpty() && seen > kills;
    }

    public void print(PrintStream out) {
        out.println();
        facts().forEach((name, value) -> out.printf(Locale.ROOT, "%-22s %12s%n", name, value));
        audit.problems().forEach(problem -> out.println("  " + problem));
        if (!refused.isEmpty()) out.println("  answers by status: " + refused);
        out.println(sound() ? "Sound: what callers saw is billed, once." : "NOT SOUND");
    }

    public String json() {
        return facts().entrySet().stream()
                .map(fact -> "\"" + fact.getKey() + "\":" + fact.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }

    private Map<String, Object> facts() {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("seed", seed);
        facts.put("kills", kills);
        facts.put("database_kills", databaseKills);
        facts.put("seen", seen);
        facts.put("billed", audit.billed());
        facts.put("seen_not_billed", audit.missing());
        facts.put("billed_twice", audit.doubled());
        facts.put("billed_otherwise", audit.different());
        facts.put("findings", audit.findings().size());
        facts.put("ledger_sum_nanos", audit.ledgerSumNanos());
        facts.put("leased_nanos", audit.leasedNanos());
        facts.put("open_holds", audit.openHolds());
        facts.put("refused", refused.values().stream().mapToInt(Integer::intValue).sum());
        facts.put("recovery_median_ms", recoveryMillis.get(recoveryMillis.size() / 2));
        facts.put("recovery_longest_ms", recoveryMillis.getLast());
        facts.put("sound", sound());
        return facts;
    }
}
