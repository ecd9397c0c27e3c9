-- Quantities keep up to 38 digits on either side of the point, as many as other databases' decimals hold.
CREATE OR REPLACE FUNCTION event_decimal(digits text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN digits ~ '^[-+]?[0-9]{1,64}(\.[0-9]{1,64})?([eE][-+]?[0-9]{1,3})?$' THEN
    CASE WHEN abs(digits::numeric) < 1e38 AND scale(digits::numeric) <= 38 THEN digits::numeric END END;
