package io.fluxrouter.billing.event;

import io.fluxrouter.billing.access.Organization;
import io.fluxrouter.billing.customer.Customers;
import io.fluxrouter.billing.customer.NewCustomer;
import io.fluxrouter.billing.database.TestPostgres;
import io.fluxrouter.billing.meter.Features;
import io.fluxrouter.billing.meter.MeterBook;
import io.fluxrouter.billing.meter.NewFeature;
import io.fluxrouter.billing.meter.NewMeter;
import io.fluxrouter.billing.meter.StoredFeature;
import io.fluxrouter.core.meter.EventKey;
import io.fluxrouter.core.meter.MeterEvent;
import io.fluxrouter.core.meter.PropertyValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** A database with customers and meters, and a clock that tests move. */
public final class EventWorld {
    public static final Instant NOW = Instant.parse("2026-07-15T12:00:00Z");
    public static final UUID OWNER = Organization.OPERATOR;

    public final Jdbi jdbi = TestPostgres.freshDatabase().jdbi();
    public Instant now = NOW;
    public final InstantSource clock = () -> now;
    public final MeterBook meters = new MeterBook(jdbi, System::nanoTime);
    public final Features features = new Features(jdbi, meters, clock);
    public final EventIntake intake = intake(UnknownCustomers.REFUSED);
    public final EventLog log = new EventLog(jdbi);
    public final Corrections corrections = new Corrections(jdbi, intake, clock);

    public EventIntake intake(UnknownCustomers unknown) {
        return new EventIntake(jdbi, meters, unknown, clock);
    }

    public UUID customer(String externalId) {
        return new Customers(jdbi, clock)
                .create(new NewCustomer(externalId, null, externalId, null, null))
                .id();
    }

    public StoredFeature meter(String name, String aggregation, String property) {
        NewMeter meter =
                new NewMeter(
                        name,
                        null,
                        aggregation,
                        property,
                        null,
                        List.of(),
                        List.of(),
                        null,
                        null,
                        null);
        return features.create(OWNER, new NewFeature(name, name, "meter", null, meter));
    }

    /** An event of now: {@code event("k1", "acme", "calls", "n", "2.50")}. */
    public IncomingEvent event(
            String key, String customer, String name, String property, String number) {
        return event(key, customer, name, now, Map.of(property, decimal(number)));
    }

    public IncomingEvent event(
            String key,
            String customer,
            String name,
            Instant at,
            Map<String, PropertyValue> properties) {
        return new IncomingEvent(
                OWNER,
                new MeterEvent(new EventKey("", key), customer, name, at, true, properties),
                null);
    }

    public static PropertyValue decimal(String number) {
        return new PropertyValue.Decimal(new BigDecimal(number));
    }

    public long rows(String table) {
        return jdbi.withHandle(
                handle ->
                        handle.createQuery("SELECT count(*) FROM " + table)
                                .mapTo(Long.class)
                                .one());
    }
}
