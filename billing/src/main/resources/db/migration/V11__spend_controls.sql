-- Spend is bounded by more than customers and keys: by budgets, and by the hour.
ALTER TABLE spend_account
    DROP CONSTRAINT spend_account_kind_check,
    DROP CONSTRAINT spend_account_period_check,
    DROP CONSTRAINT spend_account_check,
    ALTER COLUMN period_start TYPE timestamptz USING period_start::timestamp AT TIME ZONE 'UTC',
    ADD CHECK (kind IN ('customer', 'key', 'budget', 'hourly')),
    ADD CHECK (period IN ('hourly', 'daily', 'weekly', 'monthly', 'never')),
    ADD CHECK (kind <> 'customer' OR period = 'monthly'),  -- as allowance counts
    ADD CHECK ((kind = 'hourly') = (period = 'hourly'));

-- Which requests count towards an account that is neither a customer's nor a key's own: those of the key, or of all
-- the customer's, that were admitted in the half-open time. The time begins later than the row, so that every node
-- knows it by then; holds and the settler go by it alike.
CREATE TABLE spend_counter (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id    uuid        NOT NULL REFERENCES spend_account (id),
    customer_id   uuid        NOT NULL REFERENCES customer (id),
    key_id        uuid REFERENCES api_key (id),  -- null: all keys
    holds         boolean     NOT NULL,  -- whether a request needs money from the account; else it is only counted
    counts_from   timestamptz NOT NULL,
    counts_until  timestamptz CHECK (counts_until >= counts_from)
);
CREATE INDEX spend_counter_customer ON spend_counter (customer_id);
CREATE UNIQUE INDEX spend_counter_open ON spend_counter
    (account_id, coalesce(key_id, '00000000-0000-0000-0000-000000000000')) WHERE counts_until IS NULL;

-- A named group of keys of one customer.
CREATE TABLE team (
    id           uuid PRIMARY KEY,
    customer_id  uuid        NOT NULL REFERENCES customer (id),
    name         text        NOT NULL,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    archived_at  timestamptz
);
CREATE INDEX team_customer ON team (customer_id, created_at);
CREATE TABLE team_key (
    team_id  uuid NOT NULL REFERENCES team (id),
    key_id   uuid NOT NULL REFERENCES api_key (id),
    PRIMARY KEY (team_id, key_id)
);
CREATE INDEX team_key_key ON team_key (key_id);

-- A bound on the spend of a team, of a key, or of all keys of a customer. Its money is in the spend account of its id.
CREATE TABLE budget (
    id                uuid PRIMARY KEY REFERENCES spend_account (id),
    customer_id       uuid        NOT NULL REFERENCES customer (id),
    name              text        NOT NULL,
    team_id           uuid REFERENCES team (id),
    key_id            uuid REFERENCES api_key (id),
    is_hard           boolean     NOT NULL,
    warn_percent      int         NOT NULL CHECK (warn_percent BETWEEN 1 AND 100),
    limit_changed_at  timestamptz NOT NULL,
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    archived_at       timestamptz,
    CHECK (team_id IS NULL OR key_id IS NULL)
);
CREATE INDEX budget_customer ON budget (customer_id, created_at);
CREATE INDEX budget_team ON budget (team_id) WHERE archived_at IS NULL;

-- The most a customer may spend in an hour, where the operator says otherwise than the plan.
ALTER TABLE customer ADD COLUMN hourly_limit_nanos bigint CHECK (hourly_limit_nanos >= 0);

-- Why nothing is served to a customer.
CREATE TABLE customer_block (
    customer_id  uuid        NOT NULL REFERENCES customer (id),
    kind         text        NOT NULL CHECK (kind IN ('on_hold', 'card_required')),
    note         text        NOT NULL,
    since        timestamptz NOT NULL,
    PRIMARY KEY (customer_id, kind)
);

-- What plans say of it: the stop by the hour, and the models they have (patterns, with commas between).
INSERT INTO feature (id, organization_id, lookup_key, name, kind, meter_id, created_at, updated_at)
VALUES ('f1b00000-0000-4000-8000-000000000015', '00000000-0000-4000-8000-000000000001', 'llm_hourly_limit_usd',
        'LLM safety limit of an hour in US dollars', 'custom', NULL, now(), now()),
       ('f1b00000-0000-4000-8000-000000000016', '00000000-0000-4000-8000-000000000001', 'llm_models',
        'LLM models of the plan', 'custom', NULL, now(), now())
ON CONFLICT (organization_id, lookup_key) DO NOTHING;

CREATE VIEW gateway_bounds AS
SELECT v.plan_id, v.version,
       (SELECT e.static_value FROM plan_entitlement e JOIN feature f ON f.id = e.feature_id
        WHERE e.plan_id = v.plan_id AND e.is_enabled AND f.lookup_key = 'llm_hourly_limit_usd'
          AND f.organization_id = '00000000-0000-4000-8000-000000000001'
          AND v.version >= e.from_version AND (e.until_version IS NULL OR v.version < e.until_version)) AS hourly_limit_usd,
       (SELECT e.static_value FROM plan_entitlement e JOIN feature f ON f.id = e.feature_id
        WHERE e.plan_id = v.plan_id AND e.is_enabled AND f.lookup_key = 'llm_models'
          AND f.organization_id = '00000000-0000-4000-8000-000000000001'
          AND v.version >= e.from_version AND (e.until_version IS NULL OR v.version < e.until_version)) AS models,
       EXISTS (SELECT FROM plan_charge c WHERE c.plan_id = v.plan_id AND c.type = 'FIXED'
          AND v.version >= c.from_version AND (c.until_version IS NULL OR v.version < c.until_version)) AS has_fee
FROM billing_plan_version v;
