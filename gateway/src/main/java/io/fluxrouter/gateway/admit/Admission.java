package io.fluxrouter.gateway.admit;

import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.money.Money;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import io.fluxrouter.core.route.Route;
import io.fluxrouter.core.spend.LeaseAnswer;
import io.fluxrouter.core.spend.SpendAccount;
import io.fluxrouter.gateway.count.Vocabulary;
import io.fluxrouter.gateway.read.ChatRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Places the hold of a request: its worst case, in every account of the caller, all or nothing. The
 * sum of settled cost and open holds never passes a cap, because a hold only takes money that was
 * leased.
 *
 * <p>Threads: each placing is confined to the event loop that asked for it. It waits only when a
 * cell must lease more, and once in a server's life for the vocabulary.
 */
public final class Admission {
    /** Long enough for another node to hear that somebody is short, and for an answer to settle. */
    private static final long SECOND_LOOK_MILLIS = 75;

    private final SpendCells cells;

    public Admission(SpendCells cells) {
        this.cells = cells;
    }

    /**
     * Completes at once when leased money covers the request. Fails with {@link ApiError}: 402 when
     * the money is not there, 503 when it cannot be known.
     */
    public Future<Admitted> admit(Caller caller, Route route, ChatRequest request, Instant now) {
        List<SpendCell> accounts = new ArrayList<>(caller.accounts().size());
        for (SpendAccount account : caller.accounts()) {
            if (account.countsAt(now)) accounts.add(cells.cell(account, now));
        }
        return new Placing(new MoneyRefusal(caller, now), accounts, new Demand(request, route))
                .place();
    }

    /** A hold and the output limit it is good for; 0 keeps what the caller sent. */
    public record Admitted(Hold hold, long outputLimit) {}

    /** One request on its way to a hold. */
    private final class Placing {
        private final MoneyRefusal refusal;
        private final List<SpendCell> accounts;
        private final Demand demand;
        private boolean lookedTwice;

        Placing(MoneyRefusal refusal, List<SpendCell> accounts, Demand demand) {
            this.refusal = refusal;
            this.accounts = accounts;
            this.demand = demand;
        }

        Future<Admitted> place() {
            Money left = left();
            Demand.Size size = demand.sizeWithin(left);
            if (isTight(size, left) && demand.canRefine()) return lookCloser();
            if (size == null) return leaseMore(scarcest(), demand.least());
            long now = cells.nanoTime();
            SpendCell short_ = takeAll(size.amount(), now);
            if (short_ != null) return leaseMore(short_, size.amount());
            for (SpendCell cell : accounts) cells.refill(cell);
            return Future.succeededFuture(
                    new Admitted(new Hold(accounts, size.amount(), now), size.outputLimit()));
        }

        /** Whether a closer look at the prompt could change what is placed. */
        private boolean isTight(Demand.@Nullable Size size, Money left) {
            for (SpendCell cell : accounts) {
                if (!cell.isKnown()) return false;
            }
            return size == null || size.outputLimit() > 0 || size.amount().compareTo(left) > 0;
        }

        private Future<Admitted> lookCloser() {
            if (!Vocabulary.isLoaded()) {
                return Vocabulary.loaded(Vertx.currentContext()).compose(ready -> lookCloser());
            }
            demand.refine();
            return place();
        }

        private Money left() {
            Money left = accounts.getFirst().left();
            for (SpendCell cell : accounts) left = left.min(cell.left());
            return left;
        }

        private SpendCell scarcest() {
            SpendCell scarcest = accounts.getFirst();
            for (SpendCell cell : accounts) {
                if (cell.left().compareTo(scarcest.left()) < 0) scarcest = cell;
            }
            return scarcest;
        }

        /** Takes from every account or from none; returns the one that was short. */
        private @Nullable SpendCell takeAll(Money amount, long now) {
            for (int i = 0; i < accounts.size(); i++) {
                if (!accounts.get(i).take(amount, now)) {
                    for (int taken = 0; taken < i; taken++) {
                        accounts.get(taken).settle(amount, Money.ZERO, now);
                    }
                    return accounts.get(i);
                }
            }
            return null;
        }

        private Future<Admitted> leaseMore(SpendCell cell, Money amount) {
            Money wanted = cell.missing(amount);
            Money least = cell.missing(demand.least()).min(wanted).max(Money.ofNanos(1));
            Context context = Vertx.currentContext();
            Promise<LeaseAnswer> answer = Promise.promise();
            cells.lease(cell, new Waiting(new LeaseRound.Demand(least, wanted.max(least)), answer));
            return onLoop(answer.future(), context)
                    .transform(
                            result ->
                                    result.succeeded()
                                            ? answered(cell, result.result())
                                            : Future.failedFuture(storeAway()));
        }

        private Future<Admitted> answered(SpendCell cell, LeaseAnswer answer) {
            return switch (answer) {
                case LeaseAnswer.Granted granted -> place();
                case LeaseAnswer.Refused refused ->
                        demand.canRefine() ? lookCloser() : secondLook(cell, refused);
            };
        }

        /** Money that others hold may come back in a moment; money that is spent will not. */
        private Future<Admitted> secondLook(SpendCell cell, LeaseAnswer.Refused refused) {
            boolean leasedOut = refused.state().funds().compareTo(demand.least()) >= 0;
            if (lookedTwice || !leasedOut) {
                return Future.failedFuture(
                        refusal.of(
                                cell.account(),
                                refused.state(),
                                cell.free().max(Money.ZERO),
                                demand.least()));
            }
            lookedTwice = true;
            return Future.<Void>future(
                            promise ->
                                    owner().setTimer(
                                                    SECOND_LOOK_MILLIS,
                                                    timer -> promise.complete()))
                    .compose(waited -> place());
        }

        private Vertx owner() {
            return Vertx.currentContext().owner();
        }
    }

    /** Brings an answer from the lease store's thread back to the request's event loop. */
    private static Future<LeaseAnswer> onLoop(Future<LeaseAnswer> answer, Context context) {
        Promise<LeaseAnswer> here = Promise.promise();
        answer.onComplete(result -> context.runOnContext(go -> here.handle(result)));
        return here.future();
    }

    private static ApiError storeAway() {
        return ApiError.of(
                        Refusal.SERVER_BUSY,
                        "The spend ledger cannot be reached right now, and this server serves nothing it"
                                + " cannot bill. Nothing was spent. Try again shortly.")
                .withHeader("Retry-After", "2");
    }

    private record Waiting(LeaseRound.Demand demand, Promise<LeaseAnswer> promise)
            implements LeaseRound.Waiter {
        @Override
        public void answered(LeaseAnswer answer) {
            promise.complete(answer);
        }

        @Override
        public void failed(Throwable cause) {
            promise.fail(cause);
        }
    }
}
