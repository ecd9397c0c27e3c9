-- Money in: what can be bought, what was bought, and what the payment provider told (ADR 19).
-- What is charged is whole cents; what is given is nano-dollars.

CREATE TABLE credit_package (
    id                  uuid PRIMARY KEY,
    name                text        NOT NULL,
    price_cents         bigint      NOT NULL CHECK (price_cents BETWEEN 50 AND 99999999),  -- Stripe's bounds
    credit_nanos        bigint      NOT NULL CHECK (credit_nanos > 0),
    bonus_nanos         bigint      NOT NULL CHECK (bonus_nanos >= 0),
    expires_after_days  int CHECK (expires_after_days BETWEEN 1 AND 3650),
    is_active           boolean     NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL
);

-- Who a customer is at Stripe, and the card that is on file there. Of the card we keep what people know it by.
CREATE TABLE stripe_customer (
    customer_id     uuid PRIMARY KEY REFERENCES customer (id),
    stripe_id       text        NOT NULL UNIQUE,
    payment_method  text,
    card_brand      text,
    card_last4      text,
    card_exp_month  int,
    card_exp_year   int,
    card_since      timestamptz,
    created_at      timestamptz NOT NULL,
    CHECK ((payment_method IS NULL) = (card_since IS NULL))
);

-- Written before Stripe is asked for anything: whatever dies, the row says what was meant.
CREATE TABLE credit_purchase (
    id                  uuid PRIMARY KEY,
    customer_id         uuid        NOT NULL REFERENCES customer (id),
    package_id          uuid REFERENCES credit_package (id),
    way                 text        NOT NULL CHECK (way IN ('instant', 'checkout', 'automatic')),
    status              text        NOT NULL
        CHECK (status IN ('pending', 'expired', 'failed', 'paid', 'partly_refunded', 'refunded')),
    price_cents         bigint      NOT NULL CHECK (price_cents > 0),
    credit_nanos        bigint      NOT NULL CHECK (credit_nanos > 0),
    bonus_nanos         bigint      NOT NULL CHECK (bonus_nanos >= 0),
    expires_after_days  int,
    idempotency_key     text,
    checkout_session    text UNIQUE,
    checkout_url        text,
    payment_intent      text UNIQUE,
    failure             text,
    paid_grant_id       uuid UNIQUE REFERENCES credit_grant (id),
    given_grant_id      uuid UNIQUE REFERENCES credit_grant (id),
    refunded_cents      bigint      NOT NULL DEFAULT 0,  -- promised or gone back
    author              text        NOT NULL,
    created_at          timestamptz NOT NULL,
    updated_at          timestamptz NOT NULL,
    paid_at             timestamptz,
    next_attempt_at     timestamptz,  -- when Stripe is asked next what became of it
    attempts            int         NOT NULL DEFAULT 0,
    tries               int         NOT NULL DEFAULT 0,  -- how often Stripe failed: each makes another key
    UNIQUE (customer_id, idempotency_key),
    CHECK (refunded_cents BETWEEN 0 AND price_cents),
    CHECK ((status IN ('paid', 'partly_refunded', 'refunded')) = (paid_at IS NOT NULL)),
    CHECK ((paid_at IS NULL) = (paid_grant_id IS NULL))
);
CREATE INDEX credit_purchase_customer ON credit_purchase (customer_id, created_at DESC, id DESC);

CREATE INDEX credit_purchase_due ON credit_purchase (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
-- At most one charge of a saved card is under way.
CREATE UNIQUE INDEX credit_purchase_one_automatic ON credit_purchase (customer_id)
    WHERE way = 'automatic' AND status = 'pending';

-- Money that goes back. The credit is taken in the transaction that writes the row; Stripe is told after it.
CREATE TABLE credit_refund (
    id               uuid PRIMARY KEY,
    purchase_id      uuid        NOT NULL REFERENCES credit_purchase (id),
    status           text        NOT NULL CHECK (status IN ('pending', 'succeeded', 'failed')),
    amount_cents     bigint      NOT NULL CHECK (amount_cents > 0),
    taken_nanos      bigint      NOT NULL CHECK (taken_nanos >= 0),  -- of what was bought
    given_nanos      bigint      NOT NULL CHECK (given_nanos >= 0),  -- of the gift, taken with it
    is_ours          boolean     NOT NULL,  -- false: made at Stripe by hand
    stripe_id        text UNIQUE,
    reason           text        NOT NULL,
    author           text        NOT NULL,
    failure          text,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    next_attempt_at  timestamptz,
    attempts         int         NOT NULL DEFAULT 0,
    tries            int         NOT NULL DEFAULT 0,
    CHECK (status = 'pending' OR next_attempt_at IS NULL)
);
CREATE INDEX credit_refund_purchase ON credit_refund (purchase_id, created_at);
CREATE INDEX credit_refund_due ON credit_refund (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

-- Credit that is bought by itself when little is left.
CREATE TABLE auto_topup (
    customer_id          uuid PRIMARY KEY REFERENCES customer (id),
    is_enabled           boolean     NOT NULL,
    threshold_nanos      bigint      NOT NULL CHECK (threshold_nanos >= 0),
    package_id           uuid REFERENCES credit_package (id),
    amount_cents         bigint CHECK (amount_cents BETWEEN 50 AND 99999999),
    monthly_limit_cents  bigint      NOT NULL CHECK (monthly_limit_cents > 0),
    failures             int         NOT NULL DEFAULT 0,  -- in a row
    retry_at             timestamptz,  -- not before, after a failure
    disabled_reason      text,
    updated_at           timestamptz NOT NULL,
    CHECK ((package_id IS NULL) <> (amount_cents IS NULL))
);

-- What Stripe told us, each event once, in the transaction of its effect. Not the body: it has secrets in it.
CREATE TABLE stripe_event (
    id           text PRIMARY KEY,
    type         text        NOT NULL,
    object_id    text,
    body_hash    bytea       NOT NULL,  -- SHA-256
    effect       text        NOT NULL CHECK (effect IN ('applied', 'ignored')),
    created_at   timestamptz NOT NULL,  -- by Stripe's clock
    received_at  timestamptz NOT NULL
);
CREATE INDEX stripe_event_received ON stripe_event (received_at);
CREATE INDEX stripe_event_object ON stripe_event (object_id);
CREATE TRIGGER stripe_event_append_only BEFORE UPDATE OR DELETE ON stripe_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER stripe_event_no_truncate BEFORE TRUNCATE ON stripe_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE INDEX credit_grant_expires ON credit_grant (expires_at) WHERE remaining_nanos > 0;
