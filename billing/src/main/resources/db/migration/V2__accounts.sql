-- Organisations, the people and machines that act for them, and what they may repeat.

CREATE TABLE organization (
    id          uuid PRIMARY KEY,
    live_id     uuid        NOT NULL REFERENCES organization (id),  -- itself, or what this one rehearses for
    mode        text        NOT NULL CHECK (mode IN ('live', 'test')),
    name        text        NOT NULL,
    created_at  timestamptz NOT NULL,
    CHECK ((mode = 'live') = (live_id = id)),
    UNIQUE (live_id, mode)
);

-- Whoever runs the installation. The ids are fixed: code names them.
INSERT INTO organization (id, live_id, mode, name, created_at)
VALUES ('00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000001', 'live', 'Operator', now()),
       ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 'test', 'Operator', now());

-- Replies kept under an Idempotency-Key. Written in the transaction of the effect.
CREATE TABLE idempotency_key (
    organization_id  uuid        NOT NULL REFERENCES organization (id),
    key              text        NOT NULL,
    fingerprint      bytea       NOT NULL,  -- SHA-256 of method, path and body
    status           int,
    content_type     text,
    body             text,
    created_at       timestamptz NOT NULL,
    PRIMARY KEY (organization_id, key)
);

CREATE TABLE person (
    id               uuid PRIMARY KEY,
    organization_id  uuid        NOT NULL REFERENCES organization (id),  -- a live one
    email            text        NOT NULL,
    password         text        NOT NULL,  -- Argon2id with its parameters and salt
    created_at       timestamptz NOT NULL
);
CREATE UNIQUE INDEX person_email ON person (lower(email));

-- A login and all tokens that follow from it by refreshing.
CREATE TABLE session (
    id           uuid PRIMARY KEY,
    person_id    uuid        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    ended_at     timestamptz,
    ended_by     text CHECK (ended_by IN ('logout', 'reuse'))
);
CREATE INDEX session_person ON session (person_id);

CREATE TABLE session_token (
    hash        bytea PRIMARY KEY CHECK (length(hash) = 32),
    session_id  uuid        NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    kind        text        NOT NULL CHECK (kind IN ('access', 'refresh')),
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz  -- of a refresh token: used once, then a sign of theft
);
CREATE INDEX session_token_session ON session_token (session_id);

-- Keys of an organisation's machines. Those of the gateway's customers are in api_key.
CREATE TABLE organization_key (
    id               uuid PRIMARY KEY,
    organization_id  uuid        NOT NULL REFERENCES organization (id),
    name             text        NOT NULL,
    prefix           text        NOT NULL,  -- "sk_live_a1b2c3d4": what people recognise a key by
    hash             bytea       NOT NULL UNIQUE CHECK (length(hash) = 32),
    scopes           text[]      NOT NULL,
    created_at       timestamptz NOT NULL,
    last_used_at     timestamptz,
    revoked_at       timestamptz
);
CREATE INDEX organization_key_organization ON organization_key (organization_id, created_at);

-- Customers belong to an organisation; those that were there are the operator's.
ALTER TABLE customer
    ADD COLUMN organization_id uuid NOT NULL DEFAULT '00000000-0000-4000-8000-000000000001'
        REFERENCES organization (id),
    ADD COLUMN phone                        text,
    ADD COLUMN billing_address_line1        text,
    ADD COLUMN billing_address_city         text,
    ADD COLUMN billing_address_state        text,
    ADD COLUMN billing_address_country      text,
    ADD COLUMN billing_address_postal_code  text,
    ADD COLUMN archived_at                  timestamptz,
    DROP CONSTRAINT customer_external_id_key;
-- An archived customer's external id is free again.
CREATE UNIQUE INDEX customer_external_id ON customer (organization_id, external_id) WHERE archived_at IS NULL;
CREATE INDEX customer_organization ON customer (organization_id, created_at, id);
