-- Outgoing webhooks: what happened, whom it is told, and what came of telling it (REFERENCE 2.7).

CREATE TABLE webhook_endpoint (
    id                     uuid PRIMARY KEY,
    organization_id        uuid        NOT NULL REFERENCES organization (id),
    url                    text        NOT NULL,
    description            text,
    events                 text[]      NOT NULL CHECK (cardinality(events) > 0),  -- '*' is every one
    status                 text        NOT NULL CHECK (status IN ('enabled', 'disabled')),
    secret                 bytea       NOT NULL,  -- sealed, see billing.secret
    previous_secret        bytea,  -- sealed; signs too until previous_secret_until
    previous_secret_until  timestamptz,
    created_at             timestamptz NOT NULL,
    updated_at             timestamptz NOT NULL,
    deleted_at             timestamptz,
    CHECK ((previous_secret IS NULL) = (previous_secret_until IS NULL))
);
CREATE INDEX webhook_endpoint_organization ON webhook_endpoint (organization_id, created_at DESC, id DESC)
    WHERE deleted_at IS NULL;

-- Written in the transaction of its cause. The body is sent as it is here, each time.
CREATE TABLE webhook_event (
    id               uuid PRIMARY KEY,
    organization_id  uuid        NOT NULL REFERENCES organization (id),
    type             text        NOT NULL,
    body             bytea       NOT NULL,
    at               timestamptz NOT NULL
);
CREATE INDEX webhook_event_at ON webhook_event (at);

CREATE TABLE webhook_delivery (
    id                uuid PRIMARY KEY,
    organization_id   uuid        NOT NULL REFERENCES organization (id),
    event_id          uuid        NOT NULL REFERENCES webhook_event (id),
    event_type        text        NOT NULL,
    endpoint_id       uuid        NOT NULL REFERENCES webhook_endpoint (id),
    status            text        NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
    attempts          int         NOT NULL DEFAULT 0,
    failures          int         NOT NULL DEFAULT 0,  -- since it was made or replayed: the schedule's place
    next_attempt_at   timestamptz,
    claim             uuid,  -- of the node that is sending it, which marks only what is still its own
    claimed_until     timestamptz,
    last_attempt_at   timestamptz,
    last_status_code  int,
    last_error        text,
    last_millis       bigint,
    created_at        timestamptz NOT NULL,
    delivered_at      timestamptz,
    CHECK ((status = 'pending') = (next_attempt_at IS NOT NULL)),
    CHECK ((claim IS NULL) = (claimed_until IS NULL))
);
CREATE INDEX webhook_delivery_due ON webhook_delivery (endpoint_id, next_attempt_at) WHERE status = 'pending';
CREATE INDEX webhook_delivery_endpoint ON webhook_delivery (endpoint_id, created_at DESC, id DESC);
CREATE INDEX webhook_delivery_organization ON webhook_delivery (organization_id, created_at DESC, id DESC);
CREATE INDEX webhook_delivery_event ON webhook_delivery (event_id);
CREATE INDEX webhook_delivery_ended ON webhook_delivery (created_at) WHERE status <> 'pending';

CREATE TABLE webhook_attempt (
    delivery_id  uuid        NOT NULL REFERENCES webhook_delivery (id) ON DELETE CASCADE,
    number       int         NOT NULL CHECK (number >= 1),
    at           timestamptz NOT NULL,
    status_code  int,  -- null where no answer came
    error        text,
    millis       bigint      NOT NULL,
    response     text,  -- how the answer begins
    PRIMARY KEY (delivery_id, number)
);
