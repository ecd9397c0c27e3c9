package io.fluxrouter.console.http;

import io.fluxrouter.billing.access.Principal;
import io.fluxrouter.billing.input.NumberedPage;
import io.fluxrouter.core.access.Caller;
import io.fluxrouter.core.refusal.ApiError;
import io.fluxrouter.core.refusal.Refusal;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One call as an endpoint sees it.
 *
 * @param caller who asks by a key of the gateway; null when the operator asks
 * @param principal who asks under /api/v1; null for public calls but those of the operator
 */
public record ApiCall(@Nullable Caller caller, @Nullable Principal principal, Request request) {

    /** The caller of a call that only keys can make. */
    public Caller requireCaller() {
        if (caller == null) throw new IllegalStateException("not a caller's call");
        return caller;
    }

    /** Who makes a call that needs a scope. */
    public Principal requirePrincipal() {
        if (principal == null) throw new IllegalStateException("not a principal's call");
        return principal;
    }

    /** The organisation that a call with a scope is made for. */
    public UUID organizationId() {
        return requirePrincipal().organizationId();
    }

    public String pathParam(String name) {
        return Request.storable(name, String.valueOf(request.pathParams().get(name)));
    }

    /** A path parameter that is an id; anything else names nothing, so 404. */
    public UUID pathId(String name) {
        try {
            return UUID.fromString(pathParam(name));
        } catch (IllegalArgumentException notAnId) {
            throw ApiError.of(Refusal.NOT_FOUND, "There is no such " + name + ".", name);
        }
    }

    public Optional<String> queryParam(String name) {
        return Optional.ofNullable(request.query().get(name))
                .map(value -> Request.storable(name, value))
                .filter(value -> !value.isBlank());
    }

    public Optional<UUID> queryId(String name) {
        return queryParam(name)
                .map(
                        text -> {
                            try {
                                return UUID.fromString(text);
                            } catch (IllegalArgumentException notAnId) {
                                throw ApiError.of(
                                        Refusal.INVALID_VALUE, name + " must be an id.", name);
                            }
                        });
    }

    /** A whole number within bounds, or the standard. */
    public int queryNumber(String name, int standard, int most) {
        return queryParam(name)
                .map(
                        text -> {
                            int number = parse(name, text);
                            if (number < 1 || number > most) {
                                throw ApiError.of(
                                        Refusal.INVALID_VALUE,
                                        name + " must be from 1 to " + most + ".",
                                        name);
                            }
                            return number;
                        })
                .orElse(standard);
    }

    /** {@code page} and {@code page_size} of the lists under /api/v1. */
    public NumberedPage numberedPage() {
        return new NumberedPage(
                queryNumber("page", 1, NumberedPage.MAX_NUMBER),
                queryNumber("page_size", NumberedPage.STANDARD_SIZE, NumberedPage.MAX_SIZE));
    }

    private static int parse(String name, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException notANumber) {
            throw ApiError.of(Refusal.INVALID_VALUE, name + " must be a whole number.", name);
        }
    }

    /** The body as an object with known fields. */
    public Fields fields() {
        return Fields.of(request.body().getBytes());
    }
}
