package io.fluxrouter.console.metering;

import io.fluxrouter.console.http.Fields;
import io.fluxrouter.console.http.Times;
import io.fluxrouter.core.meter.EventRules;
import io.fluxrouter.core.meter.PropertyValue;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON of one event, field by field. Unlike the calls of people, fields that nobody knows are
 * let through: senders are programs, and some send more than we read.
 */
record EventBody(JsonNode json) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                    .build();

    EventBody {
        if (!json.isObject()) throw ApiError.of(Refusal.INVALID_BODY, "An event is an object.");
    }

    /** Throws {@link ApiError} for what is not JSON. */
    static JsonNode parse(byte[] body) {
        try {
            return MAPPER.readTree(body);
        } catch (JacksonException notJson) {
            throw ApiError.of(Refusal.INVALID_BODY, "The request body is not valid JSON.");
        }
    }

    /** Empty for what is missing or null. */
    Optional<JsonNode> find(String name) {
        return Optional.ofNullable(json.get(name)).filter(node -> !node.isNull());
    }

    Optional<String> text(String name) {
        return find(name).map(node -> text(name, node));
    }

    private static String text(String name, JsonNode node) {
        if (!node.isString()) throw wrong(name, "must be a string");
        String text = node.asString();
        if (text.length() > EventRules.TEXT_LENGTH_MAX) {
            throw wrong(name, "must have at most " + EventRules.TEXT_LENGTH_MAX + " characters");
        }
        if (!Fields.isStorable(text)) {
            throw wrong(name, "must be of whole characters, without U+0000");
        }
        return text;
    }

    String requiredText(String name) {
        return text(name)
                .filter(text -> !text.isBlank())
                .orElseThrow(() -> wrong(name, "must be given"));
    }

    Optional<UUID> id(String name) {
        return text(name)
                .map(
                        text -> {
                            try {
                                return UUID.fromString(text);
                            } catch (IllegalArgumentException notAnId) {
                                throw wrong(name, "must be an id");
                            }
                        });
    }

    /** A number above zero with the digits that were sent, as a number or as text. */
    Optional<BigDecimal> quantity(String name) {
        return find(name)
                .map(
                        node -> {
                            BigDecimal number = number(name, node);
                            if (number.signum() <= 0) throw wrong(name, "must be above zero");
                            if (!PropertyValue.isModest(number)) {
                                throw wrong(name, "has too many digits");
                            }
                            return number;
                        });
    }

    private static BigDecimal number(String name, JsonNode node) {
        if (node.isNumber()) return node.decimalValue();
        try {
            if (node.isString() && node.asString().length() <= 100) {
                return new BigDecimal(node.asString());
            }
        } catch (NumberFormatException notANumber) {
            throw wrong(name, "must be a number");
        }
        throw wrong(name, "must be a number");
    }

    Optional<Instant> time(String name) {
        return text(name)
                .map(
                        text -> {
                            try {
                                return Times.bounded(OffsetDateTime.parse(text).toInstant());
                            } catch (DateTimeException notATime) {
                                throw wrong(name, "must be a time like 2026-01-31T12:00:00Z");
                            }
                        });
    }

    /** An object; empty where there is none. */
    Optional<JsonNode> object(String name) {
        return find(name)
                .map(
                        node -> {
                            if (!node.isObject()) throw wrong(name, "must be an object");
                            return node;
                        });
    }

    static ApiError wrong(String name, String what) {
        return ApiError.of(Refusal.INVALID_VALUE, "'" + name + "' " + what + ".", name);
    }
}
