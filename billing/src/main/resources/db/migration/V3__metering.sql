-- Quantities and properties keep the digits they were sent with: numeric and jsonb do.

CREATE TABLE meter (
    id                 uuid PRIMARY KEY,      -- also its meter_token
    organization_id    uuid        NOT NULL REFERENCES organization (id),
    name               text        NOT NULL,
    event_name         text        NOT NULL,
    aggregation        text        NOT NULL,
    property           text        NOT NULL,  -- empty for COUNT
    unit               text        NOT NULL,
    filters            jsonb       NOT NULL,
    group_by           text[]      NOT NULL,
    count_window       text CHECK (count_window IN ('minute', 'hour', 'day')),
    rounding           text CHECK (rounding IN ('nearest', 'up', 'down')),
    rounding_decimals  int         NOT NULL DEFAULT 0,
    built_in           boolean     NOT NULL DEFAULT false,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL,
    UNIQUE (organization_id, name)
);

CREATE TABLE feature (
    id               uuid PRIMARY KEY,
    organization_id  uuid        NOT NULL REFERENCES organization (id),
    lookup_key       text        NOT NULL,
    name             text        NOT NULL,
    description      text,
    kind             text        NOT NULL CHECK (kind IN ('meter', 'switch', 'custom')),
    meter_id         uuid UNIQUE REFERENCES meter (id),
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    UNIQUE (organization_id, lookup_key),
    CHECK ((kind = 'meter') = (meter_id IS NOT NULL))
);

-- Meters over LLM traffic, which is the operator's. Their events are the rows of usage_event, under the name
-- llm.request.
INSERT INTO meter (id, organization_id, name, event_name, aggregation, property, unit, filters, group_by, built_in, created_at,
                   updated_at)
VALUES ('f1a00000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000001',
        'llm_requests', 'llm.request', 'COUNT', '', 'request', '[]', '{}',
        true, now(), now()),
       ('f1a00000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001',
        'llm_prompt_tokens', 'llm.request', 'SUM', 'prompt_tokens', 'token',
        '[]', '{}', true, now(), now()),
       ('f1a00000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000001',
        'llm_completion_tokens', 'llm.request', 'SUM', 'completion_tokens',
        'token', '[]', '{}', true, now(), now()),
       ('f1a00000-0000-4000-8000-000000000004', '00000000-0000-4000-8000-000000000001',
        'llm_cached_tokens', 'llm.request', 'SUM', 'cached_tokens', 'token',
        '[]', '{}', true, now(), now()),
       ('f1a00000-0000-4000-8000-000000000005', '00000000-0000-4000-8000-000000000001',
        'llm_cost_usd', 'llm.request', 'SUM', 'cost_usd', 'USD', '[]',
        '{lane}', true, now(), now());

INSERT INTO feature (id, organization_id, lookup_key, name, kind, meter_id, created_at, updated_at)
SELECT ('f1b' || substr(id::text, 4))::uuid, organization_id, name,
       'LLM ' || replace(replace(substr(name, 5), '_', ' '), 'usd', 'in US dollars'), 'meter', id, created_at,
       updated_at
FROM meter WHERE built_in;

-- The names that events came under. A meter that listens to one of them keeps its definition.
CREATE TABLE meter_event_name (
    organization_id  uuid        NOT NULL REFERENCES organization (id),
    name             text        NOT NULL,
    stored_at        timestamptz NOT NULL,
    PRIMARY KEY (organization_id, name)
);

-- The idempotency keys, for ever, in the transaction of their events. Not partitioned: a key is used once,
-- whenever its event happened.
CREATE TABLE meter_event_key (
    key          uuid PRIMARY KEY,  -- the first half of the SHA-256 of organisation, source and id
    event_id     uuid        NOT NULL,
    occurred_at  timestamptz NOT NULL,
    digest       bytea       NOT NULL CHECK (length(digest) = 32)
);

CREATE SEQUENCE meter_event_arrival;

CREATE TABLE meter_event (
    id           uuid        NOT NULL,
    occurred_at  timestamptz NOT NULL,
    organization_id  uuid    NOT NULL,
    customer_id  uuid        NOT NULL,
    name         text        NOT NULL,
    properties   jsonb       NOT NULL,
    source       text        NOT NULL,
    key          text        NOT NULL,
    customer     text        NOT NULL,  -- as the sender names the customer
    time_stated  boolean     NOT NULL,
    meter_id     uuid,                  -- that the sender named, if one
    stored_at    timestamptz NOT NULL,
    arrival      bigint      NOT NULL DEFAULT nextval('meter_event_arrival'),
    PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);
CREATE INDEX meter_event_customer ON meter_event (customer_id, name, occurred_at);

CREATE TABLE meter_backfill (
    id           uuid PRIMARY KEY,
    customer_id  uuid        NOT NULL REFERENCES customer (id),
    name         text        NOT NULL,
    from_at      timestamptz NOT NULL,
    to_at        timestamptz NOT NULL,
    retired      int         NOT NULL,
    stored       int         NOT NULL,
    reason       text,
    created_at   timestamptz NOT NULL,
    CHECK (from_at < to_at)
);

-- Events that no longer count, and what counts instead. The events themselves stay as they came.
CREATE TABLE meter_event_correction (
    event_id      uuid PRIMARY KEY,
    occurred_at   timestamptz NOT NULL,
    customer_id   uuid        NOT NULL,
    name          text        NOT NULL,
    kind          text        NOT NULL CHECK (kind IN ('amended', 'deprecated', 'backfilled')),
    replaced_by   uuid,
    backfill_id   uuid REFERENCES meter_backfill (id),
    reason        text,
    corrected_at  timestamptz NOT NULL,
    CHECK ((kind = 'amended') = (replaced_by IS NOT NULL)),
    CHECK ((kind = 'backfilled') = (backfill_id IS NOT NULL))
);
CREATE INDEX meter_event_correction_customer ON meter_event_correction (customer_id, name, occurred_at);

CREATE TRIGGER meter_event_append_only BEFORE UPDATE OR DELETE ON meter_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER meter_event_no_truncate BEFORE TRUNCATE ON meter_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER meter_event_key_kept BEFORE UPDATE OR DELETE ON meter_event_key
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER meter_event_correction_kept BEFORE UPDATE OR DELETE ON meter_event_correction
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON meter_event FROM CURRENT_USER;

-- As before, but asks the parent itself whether it is append-only.
CREATE OR REPLACE FUNCTION ensure_month(parent text, month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    partition text := parent || '_' || to_char(month, 'YYYYMM');
BEGIN
    IF to_regclass(quote_ident(partition)) IS NOT NULL THEN RETURN; END IF;
    EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', partition, parent,
                   month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    IF EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass(quote_ident(parent))
                                        AND tgname = parent || '_append_only') THEN
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM CURRENT_USER', partition);
        EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', partition);
    END IF;
EXCEPTION WHEN duplicate_table OR unique_violation THEN NULL;  -- another node was faster
END $$;

-- A property as a quantity and as text: the same reading as core's PropertyValue, which a test compares. The
-- planner puts their bodies into the statements that call them.
CREATE FUNCTION event_decimal(digits text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN digits ~ '^[-+]?[0-9]{1,64}(\.[0-9]{1,64})?([eE][-+]?[0-9]{1,3})?$' THEN
    CASE WHEN abs(digits::numeric) < 1e30 AND scale(digits::numeric) <= 30 THEN digits::numeric END END;

CREATE FUNCTION event_number(value jsonb) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE jsonb_typeof(value)
    WHEN 'number' THEN value::numeric
    WHEN 'string' THEN event_decimal(value #>> '{}') END;

CREATE FUNCTION event_text(value jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE jsonb_typeof(value)
    WHEN 'string' THEN nullif(value #>> '{}', '')
    WHEN 'number' THEN trim_scale(value::numeric)::text
    WHEN 'boolean' THEN value #>> '{}' END;
