-- Tells people how much of something is used. Thresholds are percent, or dollars where it watches spend.
CREATE TABLE alert (
    id           uuid PRIMARY KEY,
    customer_id  uuid        NOT NULL REFERENCES customer (id),
    name         text        NOT NULL,
    watches      text        NOT NULL CHECK (watches IN ('budget', 'ceiling', 'included', 'spend')),
    budget_id    uuid REFERENCES budget (id),
    team_id      uuid REFERENCES team (id),
    key_id       uuid REFERENCES api_key (id),
    period       text CHECK (period IN ('daily', 'weekly', 'monthly', 'never')),  -- of spend
    thresholds   numeric[]   NOT NULL CHECK (cardinality(thresholds) BETWEEN 1 AND 20),
    emails       text[]      NOT NULL DEFAULT '{}',
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    archived_at  timestamptz,
    CHECK ((watches = 'budget') = (budget_id IS NOT NULL)),
    CHECK ((watches = 'spend') = (period IS NOT NULL)),
    CHECK (watches = 'spend' OR (team_id IS NULL AND key_id IS NULL)),
    CHECK (team_id IS NULL OR key_id IS NULL)
);
CREATE INDEX alert_customer ON alert (customer_id, created_at);

-- That a threshold was reached: once in each period, with the event and the mails that tell of it.
CREATE TABLE alert_firing (
    alert_id      uuid        NOT NULL REFERENCES alert (id),
    period_start  timestamptz NOT NULL,
    threshold     numeric     NOT NULL,
    fired_at      timestamptz NOT NULL,
    used_nanos    bigint      NOT NULL,
    limit_nanos   bigint,  -- null: of money spent
    PRIMARY KEY (alert_id, period_start, threshold)
);

-- Mail on its way. A row is there if its cause is, and stays until it is sent or given up.
CREATE TABLE mail (
    id               uuid PRIMARY KEY,  -- also in its Message-ID: one that comes twice is known again
    recipient        text        NOT NULL,
    subject          text        NOT NULL,
    body             text        NOT NULL,
    status           text        NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sent', 'failed')),
    attempts         int         NOT NULL DEFAULT 0,
    next_attempt_at  timestamptz NOT NULL,
    created_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    error            text
);
CREATE INDEX mail_due ON mail (next_attempt_at) WHERE status = 'waiting';
CREATE INDEX mail_ended ON mail (ended_at) WHERE status <> 'waiting';
