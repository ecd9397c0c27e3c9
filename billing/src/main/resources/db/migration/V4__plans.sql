-- Plans in versions, and the customers on them. Amounts and prices are numeric in the major unit of the
-- plan's currency (research/billing 3.1); the gateway's four plans stay in the table plan (ADR 12).

CREATE TABLE billing_plan (
    id                uuid PRIMARY KEY,
    organization_id   uuid        NOT NULL REFERENCES organization (id),
    lookup_id         text,
    name              text        NOT NULL,
    description       text,
    type              text        NOT NULL CHECK (type IN ('FIXED', 'USAGE', 'HYBRID')),
    billing_interval  text        NOT NULL CHECK (billing_interval IN ('day', 'week', 'month', 'year')),
    currency          text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    trial_days        int         NOT NULL CHECK (trial_days >= 0),
    is_active         boolean     NOT NULL,
    version           int         NOT NULL CHECK (version >= 1),  -- the one that new subscriptions get
    created_at        timestamptz NOT NULL,
    updated_at        timestamptz NOT NULL,
    deleted_at        timestamptz
);
CREATE UNIQUE INDEX billing_plan_lookup_id ON billing_plan (organization_id, lookup_id) WHERE deleted_at IS NULL;
CREATE INDEX billing_plan_newest ON billing_plan (organization_id, created_at DESC, id DESC);

CREATE TABLE billing_plan_version (
    plan_id     uuid        NOT NULL REFERENCES billing_plan (id),
    version     int         NOT NULL CHECK (version >= 1),
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (plan_id, version)
);

-- A charge is part of the versions from from_version to just before until_version. INACTIVE is having an
-- until_version, which is never taken back: the trigger sees to it.
CREATE TABLE plan_charge (
    id             uuid PRIMARY KEY,
    plan_id        uuid        NOT NULL REFERENCES billing_plan (id),
    type           text        NOT NULL CHECK (type IN ('FIXED', 'USAGE')),
    display_name   text        NOT NULL,
    meter_id       uuid REFERENCES meter (id),
    quantity       numeric     NOT NULL DEFAULT 1 CHECK (quantity >= 0),  -- of a FIXED charge: seats
    pricing        jsonb       NOT NULL,
    from_version   int         NOT NULL,
    until_version  int,
    replaces       uuid REFERENCES plan_charge (id),
    created_at     timestamptz NOT NULL,
    updated_at     timestamptz NOT NULL,
    CHECK ((type = 'USAGE') = (meter_id IS NOT NULL)),
    CHECK (until_version >= from_version)
);
CREATE INDEX plan_charge_plan ON plan_charge (plan_id, created_at, id);

CREATE FUNCTION refuse_reactivation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'charge % is INACTIVE, for ever', OLD.id;
END $$;
CREATE TRIGGER plan_charge_inactive_for_ever BEFORE UPDATE ON plan_charge FOR EACH ROW
    WHEN (OLD.until_version IS NOT NULL AND OLD.until_version IS DISTINCT FROM NEW.until_version)
    EXECUTE FUNCTION refuse_reactivation();

CREATE TABLE plan_entitlement (
    id             uuid PRIMARY KEY,
    plan_id        uuid        NOT NULL REFERENCES billing_plan (id),
    feature_id     uuid        NOT NULL REFERENCES feature (id),
    is_enabled     boolean     NOT NULL,
    usage_limit    numeric CHECK (usage_limit >= 0),  -- null: no limit
    is_soft_limit  boolean     NOT NULL,
    reset_period   text CHECK (reset_period IN ('day', 'week', 'month', 'year', 'never')),  -- null: not counted
    static_value   text,
    from_version   int         NOT NULL,
    until_version  int,
    created_at     timestamptz NOT NULL,
    CHECK (until_version >= from_version)
);
CREATE UNIQUE INDEX plan_entitlement_feature ON plan_entitlement (plan_id, feature_id)
    WHERE until_version IS NULL;

CREATE TABLE subscription (
    id                     uuid PRIMARY KEY,
    customer_id            uuid        NOT NULL REFERENCES customer (id),
    plan_id                uuid        NOT NULL,
    plan_version           int         NOT NULL,
    next_plan_id           uuid,  -- takes its place when the period ends
    next_plan_version      int,
    status                 text        NOT NULL
        CHECK (status IN ('TRIAL', 'ACTIVE', 'PAST_DUE', 'PAUSED', 'CANCELED')),
    zone                   text        NOT NULL,
    anchor                 timestamptz NOT NULL,  -- where borders of periods are counted from
    starts_at              timestamptz NOT NULL,
    trial_ends_at          timestamptz,
    period_number          int         NOT NULL,  -- the latest; 0 is the trial
    turns_at               timestamptz,  -- when that period ends and the time moves it; null: never
    cancel_at_period_end   boolean     NOT NULL DEFAULT false,
    canceled_at            timestamptz,  -- when it was asked for
    cancellation_reason    text,
    ended_at               timestamptz,
    created_at             timestamptz NOT NULL,
    updated_at             timestamptz NOT NULL,
    deleted_at             timestamptz,
    FOREIGN KEY (plan_id, plan_version) REFERENCES billing_plan_version (plan_id, version),
    FOREIGN KEY (next_plan_id, next_plan_version) REFERENCES billing_plan_version (plan_id, version),
    CHECK ((status = 'CANCELED') = (ended_at IS NOT NULL))
);
CREATE INDEX subscription_customer ON subscription (customer_id, created_at DESC);
CREATE INDEX subscription_plan ON subscription (plan_id, plan_version);
CREATE INDEX subscription_due ON subscription (turns_at) WHERE turns_at IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX subscription_newest ON subscription (created_at DESC, id DESC);

-- Periods as they are billed: half-open, with the zone frozen. An invoice run takes each once, when it is over.
CREATE TABLE subscription_period (
    subscription_id   uuid        NOT NULL REFERENCES subscription (id),
    number            int         NOT NULL CHECK (number >= 0),
    starts_at         timestamptz NOT NULL,
    ends_at           timestamptz NOT NULL,
    whole_starts_at   timestamptz NOT NULL,  -- the full cycle that prices are for
    whole_ends_at     timestamptz NOT NULL,
    zone              text        NOT NULL,
    is_trial          boolean     NOT NULL,
    is_last           boolean     NOT NULL DEFAULT false,  -- no other follows: paused or canceled
    invoiced_at       timestamptz,
    PRIMARY KEY (subscription_id, number),
    CHECK (ends_at >= starts_at)
);
CREATE INDEX subscription_period_due ON subscription_period (ends_at) WHERE invoiced_at IS NULL;

-- Which version of which plan was in force when.
CREATE TABLE subscription_phase (
    subscription_id  uuid        NOT NULL REFERENCES subscription (id),
    number           int         NOT NULL,
    plan_id          uuid        NOT NULL,
    plan_version     int         NOT NULL,
    starts_at        timestamptz NOT NULL,
    ends_at          timestamptz,
    PRIMARY KEY (subscription_id, number),
    FOREIGN KEY (plan_id, plan_version) REFERENCES billing_plan_version (plan_id, version),
    CHECK (ends_at >= starts_at)
);
CREATE INDEX subscription_phase_plan ON subscription_phase (plan_id, plan_version);
CREATE UNIQUE INDEX subscription_phase_open ON subscription_phase (subscription_id) WHERE ends_at IS NULL;

-- Amounts that are known before the period is invoiced: fees, and what changes of plan give and take.
CREATE TABLE pending_invoice_line (
    id               bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subscription_id  uuid        NOT NULL,
    period_number    int         NOT NULL,
    kind             text        NOT NULL CHECK (kind IN ('fee', 'unused', 'remaining')),
    description      text        NOT NULL,
    charge_id        uuid REFERENCES plan_charge (id),
    plan_id          uuid        NOT NULL,
    plan_version     int         NOT NULL,
    amount           numeric     NOT NULL,  -- rounded to the currency
    currency         text        NOT NULL,
    service_from     timestamptz NOT NULL,
    service_until    timestamptz NOT NULL,
    invoice_id       uuid,
    FOREIGN KEY (subscription_id, period_number) REFERENCES subscription_period (subscription_id, number),
    CHECK (service_until >= service_from)
);
CREATE INDEX pending_invoice_line_period ON pending_invoice_line (subscription_id, period_number);

CREATE TABLE billing_audit (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject_id  uuid        NOT NULL,  -- of a plan or a subscription
    action      text        NOT NULL,
    author      text        NOT NULL,
    note        text        NOT NULL,
    at          timestamptz NOT NULL
);
CREATE INDEX billing_audit_subject ON billing_audit (subject_id, id);
CREATE TRIGGER billing_audit_append_only BEFORE UPDATE OR DELETE ON billing_audit
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER billing_audit_no_truncate BEFORE TRUNCATE ON billing_audit
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
