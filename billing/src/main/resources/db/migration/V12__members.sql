-- The people of the gateway's customers, and the sessions in which they look at the console's pages.

-- 'page' stands for a browser: one token, which lasts as long as somebody comes back.
ALTER TABLE session_token DROP CONSTRAINT session_token_kind_check;
ALTER TABLE session_token ADD CONSTRAINT session_token_kind_check CHECK (kind IN ('access', 'refresh', 'page'));

-- Whose pages the session shows; null for the first of the person's customers.
ALTER TABLE session ADD COLUMN customer_id uuid REFERENCES customer (id);

CREATE TABLE customer_member (
    person_id    uuid        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    customer_id  uuid        NOT NULL REFERENCES customer (id),
    role         text        NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (person_id, customer_id)
);
CREATE INDEX customer_member_customer ON customer_member (customer_id, created_at);

CREATE TABLE invitation (
    id            uuid PRIMARY KEY,
    customer_id   uuid        NOT NULL REFERENCES customer (id),
    email         text        NOT NULL,
    role          text        NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
    hash          bytea       NOT NULL UNIQUE CHECK (length(hash) = 32),
    author        text        NOT NULL,
    created_at    timestamptz NOT NULL,
    expires_at    timestamptz NOT NULL,
    accepted_at   timestamptz,
    withdrawn_at  timestamptz
);
CREATE INDEX invitation_customer ON invitation (customer_id, created_at);
