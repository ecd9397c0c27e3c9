package io.fluxrouter.billing.budget;

import io.fluxrouter.billing.feed.News;
import io.fluxrouter.billing.input.Change;
import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.billing.input.Page;
import io.fluxrouter.billing.spend.SpendCounters;
import io.fluxrouter.billing.spend.SpendCounters.Counted;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Makes, changes and ends teams. A key that joins counts towards the team's budgets from {@link
 * SpendCounters#NOTICE} later on, and one that leaves until then. Safe for all threads.
 */
public final class Teams {
    private static final int MOST_KEYS = 500;

    private final Jdbi jdbi;
    private final InstantSource clock;

    public Teams(Jdbi jdbi, InstantSource clock) {
        this.jdbi = jdbi;
        this.clock = clock;
    }

    /** Throws an {@link ApiError} INVALID_VALUE that names the field. */
    public Team create(UUID customerId, String name, List<UUID> keyIds) {
        Instant now = now();
        Team team =
                new Team(
                        UUID.randomUUID(),
                        customerId,
                        Fields.text(name, "name"),
                        distinct(keyIds),
                        now,
                        now);
        return jdbi.inTransaction(
                tx -> {
                    Owners.requireCustomer(tx, customerId);
                    Owners.requireKeys(tx, customerId, team.keyIds(), "key_ids");
                    TeamRows.insert(tx, team);
                    TeamRows.add(tx, team.id(), team.keyIds());
                    return require(tx, team.id());
                });
    }

    public Optional<Team> find(UUID id) {
        return jdbi.withHandle(handle -> TeamRows.find(handle, id));
    }

    /** Newest first; of one customer, or of all. */
    public List<Team> list(@Nullable UUID customerId, Page page) {
        return jdbi.withHandle(handle -> TeamRows.list(handle, customerId, page));
    }

    /** As {@link #create}; NOT_FOUND for an unknown id. The keys are those sent, and no others. */
    public Team update(UUID id, Change<String> name, Change<List<UUID>> keyIds) {
        Instant now = now();
        return jdbi.inTransaction(
                tx -> {
                    Team before = require(tx, id);
                    TeamRows.update(
                            tx, id, name.over(before.name(), n -> Fields.text(n, "name")), now);
                    List<UUID> keys = keyIds.over(before.keyIds(), Teams::distinct);
                    if (!Set.copyOf(keys).equals(Set.copyOf(before.keyIds()))) {
                        Owners.requireKeys(tx, before.customerId(), keys, "key_ids");
                        moveKeys(tx, before, keys, now);
                    }
                    return require(tx, id);
                });
    }

    private static void moveKeys(Handle tx, Team before, List<UUID> keys, Instant now) {
        Set<UUID> joining = new LinkedHashSet<>(keys);
        joining.removeAll(before.keyIds());
        Set<UUID> leaving = new LinkedHashSet<>(before.keyIds());
        leaving.removeAll(keys);
        TeamRows.add(tx, before.id(), joining);
        TeamRows.remove(tx, before.id(), leaving);
        for (Budget budget : BudgetRows.ofTeam(tx, before.id(), now)) {
            for (UUID key : leaving) SpendCounters.stop(tx, budget.id(), key, now);
            for (UUID key : joining) {
                Budgets.count(tx, budget, new Counted(before.customerId(), key), now);
            }
        }
        new News.CustomerChanged(before.customerId()).send(tx);
    }

    /** Ends a team that no budget bounds any more; CONFLICT otherwise. */
    public void archive(UUID id) {
        Instant now = now();
        jdbi.useTransaction(
                tx -> {
                    require(tx, id);
                    if (!BudgetRows.ofTeam(tx, id, now).isEmpty()) {
                        throw ApiError.of(
                                Refusal.CONFLICT, "The team has budgets: end them first.", "id");
                    }
                    TeamRows.archive(tx, id, now);
                });
    }

    private static Team require(Handle tx, UUID id) {
        return TeamRows.lock(tx, id)
                .orElseThrow(() -> ApiError.of(Refusal.NOT_FOUND, "There is no such team.", "id"));
    }

    private static List<UUID> distinct(@Nullable List<UUID> keys) {
        List<UUID> distinct = keys == null ? List.of() : keys.stream().distinct().toList();
        if (distinct.size() <= MOST_KEYS) return distinct;
        throw Fields.invalid("A team has at most " + MOST_KEYS + " keys.", "key_ids");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
