package io.fluxrouter.billing.alert;

import io.fluxrouter.billing.mail.Mail;
import io.fluxrouter.billing.webhook.EventType;
import io.fluxrouter.billing.webhook.OutgoingEvent;
import io.fluxrouter.core.money.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A firing in words: for programs as an event, for people as mail. */
record AlertNews(Alert alert, Firing firing, Subject subject) {

    /** Whom and what the alert is about. */
    private record Subject(
            UUID organizationId,
            String customerName,
            @Nullable String externalId,
            @Nullable String target) {}

    static AlertNews of(Handle handle, Alert alert, Firing firing) {
        Subject subject =
                handle.createQuery(
                                """
                                SELECT c.organization_id, c.name, c.external_id,
                                       coalesce((SELECT name FROM budget WHERE id = CAST(:budget AS uuid)),
                                           (SELECT name FROM team WHERE id = CAST(:team AS uuid)),
                                           (SELECT name FROM api_key WHERE id = CAST(:key AS uuid)))
                                FROM customer c WHERE c.id = :customer
                                """)
                        .bind("budget", alert.budgetId())
                        .bind("team", alert.teamId())
                        .bind("key", alert.keyId())
                        .bind("customer", alert.customerId())
                        .map(
                                (row, context) ->
                                        new Subject(
                                                row.getObject(1, UUID.class),
                                                row.getString(2),
                                                row.getString(3),
                                                row.getString(4)))
                        .one();
        return new AlertNews(alert, firing, subject);
    }

    OutgoingEvent event() {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("alert_id", alert.id());
        data.put("name", alert.name());
        data.put("customer_id", alert.customerId());
        data.put("customer_external_id", subject.externalId());
        data.put("watches", alert.watches().key());
        data.put("budget_id", alert.budgetId());
        data.put("team_id", alert.teamId());
        data.put("key_id", alert.keyId());
        data.put("threshold", firing.threshold());
        data.put("unit", alert.watches().unit());
        data.put("used_usd", firing.used().toBigDecimal());
        Money limit = firing.limit();
        data.put("limit_usd", limit == null ? null : limit.toBigDecimal());
        data.put("period_start", firing.periodStart());
        return new OutgoingEvent(
                subject.organizationId(), EventType.ALERT_TRIGGERED, data, firing.firedAt());
    }

    List<Mail> mails() {
        return alert.emails().stream()
                .filter(Mail::isAddress)
                .map(email -> new Mail(UUID.randomUUID(), email, title(), body()))
                .toList();
    }

    private String title() {
        return "[FluxRouter] " + alert.name() + ": " + what();
    }

    private String what() {
        return what(alert.watches()) + " has reached " + threshold();
    }

    private String what(Watched watched) {
        return switch (watched) {
            case BUDGET -> "the budget " + subject.target();
            case CEILING -> "the spend ceiling of the month";
            case INCLUDED -> "the included credit of the month";
            case SPEND ->
                    "the spend of " + (subject.target() == null ? "all keys" : subject.target());
        };
    }

    private String threshold() {
        String number = firing.threshold().stripTrailingZeros().toPlainString();
        return alert.watches() == Watched.SPEND ? "$" + number : number + " %";
    }

    private String body() {
        Money limit = firing.limit();
        String of = limit == null ? "" : " of " + dollars(limit);
        return """
        Customer: %s
        What: %s
        Used: %s%s
        Since: %s (UTC)

        This is told once in each period. Alerts are changed under /v1/alerts.
        """
                .formatted(
                        subject.customerName(),
                        what(),
                        dollars(firing.used()),
                        of,
                        firing.periodStart());
    }

    /** To the cent; less than one in full. */
    private static String dollars(Money money) {
        BigDecimal amount = money.toBigDecimal();
        BigDecimal cents = amount.setScale(2, RoundingMode.HALF_UP);
        return "$" + (cents.signum() == 0 ? money.toDecimal() : cents.toPlainString());
    }
}
