-- Links by which whoever has one sees a final invoice without logging in. Only the hash of the token is kept.
CREATE TABLE invoice_link (
    id          uuid PRIMARY KEY,
    invoice_id  uuid        NOT NULL REFERENCES invoice (id),
    token_hash  bytea       NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    author      text        NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    revoked_at  timestamptz
);
CREATE INDEX invoice_link_invoice ON invoice_link (invoice_id, created_at DESC);
