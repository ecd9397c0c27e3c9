package io.fluxrouter.billing.customer;

import io.fluxrouter.billing.input.Fields;
import io.fluxrouter.core.refusal.ApiError;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a customer is reached, and where its invoices say it lives.
 *
 * @param country two letters of ISO 3166-1, in capitals: what tax goes by
 */
public record Contact(
        @Nullable String phone,
        @Nullable String line1,
        @Nullable String city,
        @Nullable String state,
        @Nullable String country,
        @Nullable String postalCode) {

    public static final Contact NONE = new Contact(null, null, null, null, null, null);

    private static final Set<String> COUNTRIES =
            Locale.getISOCountries(Locale.IsoCountryCode.PART1_ALPHA2);

    /** The same, or an {@link ApiError} INVALID_VALUE that names the field. */
    Contact checked() {
        return new Contact(
                Fields.optionalText(phone, "phone"),
                Fields.optionalText(line1, "billing_address_line1"),
                Fields.optionalText(city, "billing_address_city"),
                Fields.optionalText(state, "billing_address_state"),
                country(country),
                Fields.optionalText(postalCode, "billing_address_postal_code"));
    }

    private static @Nullable String country(@Nullable String value) {
        if (value == null) return null;
        String code = value.toUpperCase(Locale.ROOT);
        if (COUNTRIES.contains(code)) return code;
        throw Fields.invalid(
                "billing_address_country must be two letters like US.", "billing_address_country");
    }
}
