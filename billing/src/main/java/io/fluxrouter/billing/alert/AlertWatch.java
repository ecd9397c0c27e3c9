package io.fluxrouter.billing.alert;

import io.fluxrouter.billing.mail.Mails;
import io.fluxrouter.billing.webhook.Outbox;
import io.fluxrouter.core.spend.SpendPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Looks at settled spend and tells of the thresholds it has reached. A firing is a row that only
 * one transaction can add, and the event and the mails are added with it: so each is told once a
 * period, whoever looks, how often, and wherever a process dies.
 *
 * <p>Safe for all threads and nodes.
 */
public final class AlertWatch {
    private final Jdbi jdbi;
    private final boolean mails;

    /**
     * @param mails whether anybody sends mail; else it would only pile up
     */
    public AlertWatch(Jdbi jdbi, boolean mails) {
        this.jdbi = jdbi;
        this.mails = mails;
    }

    /**
     * Tells what there is to tell. Call every few seconds.
     *
     * @return how many thresholds were told
     */
    public int round(Instant now) {
        int told = 0;
        for (Watched watched : Watched.values()) {
            told += jdbi.inTransaction(tx -> tell(tx, watched, now));
        }
        return told;
    }

    private int tell(Handle tx, Watched watched, Instant now) {
        List<Firing> fired =
                tx.createQuery(AlertSql.fire(watched))
                        .bind("now", now)
                        .bind("daily", SpendPeriod.DAILY.startOf(now))
                        .bind("weekly", SpendPeriod.WEEKLY.startOf(now))
                        .bind("monthly", SpendPeriod.MONTHLY.startOf(now))
                        .map((row, context) -> AlertRows.firing(row))
                        .list();
        if (fired.isEmpty()) return 0;
        Map<UUID, Alert> alerts =
                AlertRows.all(tx, fired.stream().map(Firing::alertId).distinct().toList()).stream()
                        .collect(Collectors.toMap(Alert::id, Function.identity()));
        for (Firing firing : fired) {
            Alert alert = alerts.get(firing.alertId());
            if (alert != null) tell(tx, AlertNews.of(tx, alert, firing), now);
        }
        return fired.size();
    }

    private void tell(Handle tx, AlertNews news, Instant now) {
        Outbox.put(tx, news.event());
        if (mails) news.mails().forEach(mail -> Mails.put(tx, mail, now));
    }
}
