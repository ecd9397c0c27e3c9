-- Amounts are nano-dollars (bigint), prices nothing: an event keeps the figures it was billed with.
-- Times are timestamptz, written in UTC.
-- A row that every batch updates leaves half of its page free: its new version then stays on the page, and no
-- index changes.

CREATE TABLE plan (
    code                 text PRIMARY KEY,
    title                text    NOT NULL,
    position             int     NOT NULL,
    monthly_fee_nanos    bigint  NOT NULL CHECK (monthly_fee_nanos >= 0),
    annual_fee_nanos     bigint  NOT NULL CHECK (annual_fee_nanos >= 0),
    included_nanos       bigint  NOT NULL CHECK (included_nanos >= 0),
    ceiling_nanos        bigint  NOT NULL CHECK (ceiling_nanos >= 0),
    requests_per_second  int     NOT NULL CHECK (requests_per_second >= 0),
    requests_per_minute  int     NOT NULL DEFAULT 0 CHECK (requests_per_minute >= 0)
);

INSERT INTO plan (code, title, position, monthly_fee_nanos, annual_fee_nanos, included_nanos, ceiling_nanos,
                  requests_per_second)
VALUES ('free',    'Free',          1,            0,             0,   1000000000,    1000000000,   1),
       ('payg',    'Pay As You Go', 2,            0,             0,            0,   50000000000,  20),
       ('builder', 'Builder',       3,  29000000000,  290000000000,  35000000000,  300000000000,  50),
       ('scale',   'Scale',         4, 199000000000, 1990000000000, 260000000000, 3000000000000, 200);

CREATE TABLE customer (
    id             uuid PRIMARY KEY,
    external_id    text UNIQUE,
    name           text        NOT NULL,
    email          text,
    plan_code      text REFERENCES plan (code),
    ceiling_nanos  bigint CHECK (ceiling_nanos >= 0),  -- the operator's override of the plan's ceiling
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL
);

CREATE TABLE api_key (
    id                 uuid PRIMARY KEY,
    customer_id        uuid        NOT NULL REFERENCES customer (id),
    name               text        NOT NULL,
    prefix             text        NOT NULL,  -- "sk-flux-a1b2": what people recognise a key by
    hash               bytea       NOT NULL UNIQUE CHECK (length(hash) = 32),
    dialect            text        NOT NULL CHECK (dialect IN ('flux', 'proxy')),
    allowed_models     text[]      NOT NULL DEFAULT '{}',
    allowed_providers  text[]      NOT NULL DEFAULT '{}',
    allowed_ips        text[]      NOT NULL DEFAULT '{}',
    rate_limit_rpm     int CHECK (rate_limit_rpm > 0),
    spend_limit_nanos  bigint CHECK (spend_limit_nanos >= 0),
    spend_limit_reset  text        NOT NULL DEFAULT 'never'
        CHECK (spend_limit_reset IN ('daily', 'weekly', 'monthly', 'never')),
    expires_at         timestamptz,
    revoked_at         timestamptz,
    created_at         timestamptz NOT NULL,
    updated_at         timestamptz NOT NULL
);
CREATE INDEX api_key_customer ON api_key (customer_id, created_at);

-- What a customer or a key may still spend. One row, so that one conditional UPDATE decides.
--   left = cap - settled + credit - owed - leased
CREATE TABLE spend_account (
    id             uuid PRIMARY KEY,  -- of the customer or the key
    kind           text   NOT NULL CHECK (kind IN ('customer', 'key')),
    period         text   NOT NULL CHECK (period IN ('daily', 'weekly', 'monthly', 'never')),
    period_start   date   NOT NULL,
    cap_nanos      bigint NOT NULL,             -- per period: plan ceiling, or the key's limit
    settled_nanos  bigint NOT NULL DEFAULT 0,   -- of the cap, in this period
    credit_nanos   bigint NOT NULL DEFAULT 0,   -- sum of what is left of the customer's grants
    owed_nanos     bigint NOT NULL DEFAULT 0,   -- spent beyond everything (a provider overran)
    leased_nanos   bigint NOT NULL DEFAULT 0,   -- sum of this account's rows in lease
    CHECK (kind = 'key' OR period = 'monthly')  -- as allowance counts
) WITH (fillfactor = 50);

CREATE TABLE node (
    id          uuid PRIMARY KEY,  -- kept in the data directory, so a restart is the same node
    started_at  timestamptz NOT NULL,
    seen_at     timestamptz NOT NULL
);

-- May fall below zero for a moment: an overrun settles before its deficit is leased.
CREATE TABLE lease (
    node_id       uuid   NOT NULL REFERENCES node (id),
    account_id    uuid   NOT NULL REFERENCES spend_account (id),
    amount_nanos  bigint NOT NULL,
    PRIMARY KEY (node_id, account_id)
) WITH (fillfactor = 50);
CREATE INDEX lease_account ON lease (account_id);

-- How far each node's journal has been settled. Moves in the transaction that settles.
CREATE TABLE journal_position (
    node_id  uuid PRIMARY KEY REFERENCES node (id),
    segment  bigint NOT NULL,
    "offset" bigint NOT NULL
);

CREATE SEQUENCE settlement_id;

CREATE TABLE settlement (
    id          bigint PRIMARY KEY,
    node_id     uuid        NOT NULL REFERENCES node (id),
    settled_at  timestamptz NOT NULL,
    events      int         NOT NULL,
    cost_nanos  bigint      NOT NULL
);

-- Usage that cannot be settled, whole, with the names of usage_event's columns: out of the way of the rest.
-- Whoever has settled the matter by hand says so in the last two columns.
CREATE TABLE rejected_event (
    id           uuid PRIMARY KEY,
    node_id      uuid        NOT NULL REFERENCES node (id),
    rejected_at  timestamptz NOT NULL,
    reason       text        NOT NULL CHECK (reason IN ('unknown_customer', 'not_storable')),
    detail       text        NOT NULL,
    customer_id  uuid        NOT NULL,
    cost_nanos   bigint      NOT NULL,
    event        jsonb       NOT NULL,
    resolved_at  timestamptz,
    resolution   text,
    CHECK ((resolved_at IS NULL) = (resolution IS NULL))
);

CREATE TABLE credit_grant (
    id               uuid PRIMARY KEY,
    customer_id      uuid        NOT NULL REFERENCES customer (id),
    kind             text        NOT NULL CHECK (kind IN ('paid', 'promotional')),
    priority         int         NOT NULL DEFAULT 50,
    amount_nanos     bigint      NOT NULL CHECK (amount_nanos > 0),
    remaining_nanos  bigint      NOT NULL CHECK (remaining_nanos >= 0 AND remaining_nanos <= amount_nanos),
    expires_at       timestamptz,
    created_at       timestamptz NOT NULL,
    author           text        NOT NULL,
    reason           text
);
CREATE INDEX credit_grant_open ON credit_grant (customer_id) WHERE remaining_nanos > 0;

-- What counted towards the cap, per calendar month (UTC) of the usage, however late it was settled:
-- paid by the plan's included amount, or to be invoiced. Their sum never passes the cap as it was then.
CREATE TABLE allowance (
    customer_id       uuid   NOT NULL REFERENCES customer (id),
    month             date   NOT NULL,
    included_nanos    bigint NOT NULL CHECK (included_nanos >= 0),  -- the plan's, when first used
    used_nanos        bigint NOT NULL CHECK (used_nanos >= 0),      -- of what is included
    receivable_nanos  bigint NOT NULL DEFAULT 0 CHECK (receivable_nanos >= 0),
    PRIMARY KEY (customer_id, month)
) WITH (fillfactor = 50);

CREATE TABLE ledger_head (
    customer_id  uuid PRIMARY KEY REFERENCES customer (id),
    sequence     bigint NOT NULL,
    hash         text   NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE ledger_balance (
    customer_id    uuid   NOT NULL REFERENCES customer (id),
    account        text   NOT NULL,
    balance_nanos  bigint NOT NULL,
    PRIMARY KEY (customer_id, account)
) WITH (fillfactor = 50);

CREATE TABLE transfer (
    customer_id          uuid        NOT NULL,
    sequence             bigint      NOT NULL,
    id                   uuid        NOT NULL,
    kind                 text        NOT NULL,
    from_account         text        NOT NULL,
    to_account           text        NOT NULL,
    amount_nanos         bigint      NOT NULL CHECK (amount_nanos > 0),
    balance_after_nanos  bigint      NOT NULL,
    posted_at            timestamptz NOT NULL,
    reference            text        NOT NULL,
    note                 text,
    event_digest         text,
    settlement_id        bigint,  -- of usage debits: which batch of events this pays
    hash                 text        NOT NULL,
    PRIMARY KEY (customer_id, sequence, posted_at),
    CHECK (from_account <> to_account)
) PARTITION BY RANGE (posted_at);

CREATE TABLE usage_event (
    id                   uuid        NOT NULL,
    occurred_at          timestamptz NOT NULL,
    customer_id          uuid        NOT NULL,
    key_id               uuid        NOT NULL,
    requested_model      text        NOT NULL,
    model                text        NOT NULL,
    provider             text        NOT NULL,
    lane                 text        NOT NULL,
    route_reason         text        NOT NULL,
    prompt_tokens        bigint      NOT NULL,
    completion_tokens    bigint      NOT NULL,
    cached_tokens        bigint      NOT NULL,
    reasoning_tokens     bigint      NOT NULL,
    cost_nanos           bigint      NOT NULL,
    market_cost_nanos    bigint      NOT NULL,
    provider_cost_nanos  bigint      NOT NULL,
    latency_ms           int         NOT NULL,
    status               smallint    NOT NULL,
    outcome              text        NOT NULL,
    streaming            boolean     NOT NULL,
    estimated            boolean     NOT NULL,
    overrun              boolean     NOT NULL,
    client_ip            text,
    user_agent           text,
    settlement_id        bigint      NOT NULL,
    PRIMARY KEY (id, occurred_at)
) PARTITION BY RANGE (occurred_at);
CREATE INDEX usage_event_customer ON usage_event (customer_id, occurred_at);

CREATE TABLE usage_hourly (
    hour                 timestamptz NOT NULL,
    customer_id          uuid        NOT NULL,
    key_id               uuid        NOT NULL,
    model                text        NOT NULL,
    provider             text        NOT NULL,
    lane                 text        NOT NULL,
    requests             bigint      NOT NULL,
    failed_requests      bigint      NOT NULL,
    prompt_tokens        bigint      NOT NULL,
    completion_tokens    bigint      NOT NULL,
    cached_tokens        bigint      NOT NULL,
    reasoning_tokens     bigint      NOT NULL,
    cost_nanos           bigint      NOT NULL,
    market_cost_nanos    bigint      NOT NULL,
    provider_cost_nanos  bigint      NOT NULL,
    PRIMARY KEY (customer_id, hour, key_id, model, provider, lane)
) PARTITION BY RANGE (hour);

-- The ledger and the events are append-only: by right, and by trigger for those who have every right.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: a correction is a new row', TG_TABLE_NAME;
END $$;

CREATE TRIGGER transfer_append_only BEFORE UPDATE OR DELETE ON transfer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER usage_event_append_only BEFORE UPDATE OR DELETE ON usage_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER rejected_event_kept BEFORE DELETE ON rejected_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transfer_no_truncate BEFORE TRUNCATE ON transfer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER usage_event_no_truncate BEFORE TRUNCATE ON usage_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON transfer, usage_event FROM CURRENT_USER;

-- Makes the partition of one month, for the tables above. Run outside the settling transaction, as it
-- waits for those that write to the parent. A row's triggers follow from the parent; rights and the
-- trigger against TRUNCATE do not.
CREATE FUNCTION ensure_month(parent text, month date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    partition text := parent || '_' || to_char(month, 'YYYYMM');
BEGIN
    IF to_regclass(quote_ident(partition)) IS NOT NULL THEN RETURN; END IF;
    EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)', partition, parent,
                   month::timestamp AT TIME ZONE 'UTC', (month + interval '1 month') AT TIME ZONE 'UTC');
    IF parent IN ('transfer', 'usage_event') THEN
        EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON %I FROM CURRENT_USER', partition);
        EXECUTE format('CREATE TRIGGER no_truncate BEFORE TRUNCATE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', partition);
    END IF;
EXCEPTION WHEN duplicate_table OR unique_violation THEN NULL;  -- another node was faster
END $$;
