package io.fluxrouter.console.metering;

import java.util.List;

/**
 * The names under which the parts of an event were sent, for refusals that name one. Rules know an
 * event by the names of {@link io.fluxrouter.core.meter.MeterEvent}, whatever its shape was.
 */
record SentNames(List<Name> names) {
    static final SentNames CLOUD_EVENT =
            new SentNames(
                    List.of(
                            new Name("idempotency_key", "id"),
                            new Name("customer", "subject"),
                            new Name("name", "type"),
                            new Name("timestamp", "time"),
                            new Name("properties", "data")));

    /** Of a part, and of what is in it. */
    private record Name(String rule, String sent) {}

    /** In a shape of usage, where customer and properties have two names each. */
    static SentNames ofUsage(EventBody body) {
        boolean external = body.find("customer_external_id").isPresent();
        boolean metadata = body.find("properties").isEmpty() && body.find("metadata").isPresent();
        return new SentNames(
                List.of(
                        new Name("customer", external ? "customer_external_id" : "customer_id"),
                        new Name("properties", metadata ? "metadata" : "properties")));
    }

    /** {@code properties.region} was {@code data.region}. */
    String of(String field) {
        for (Name name : names) {
            if (field.equals(name.rule())) return name.sent();
            if (field.startsWith(name.rule() + ".")) {
                return name.sent() + field.substring(name.rule().length());
            }
        }
        return field;
    }
}
