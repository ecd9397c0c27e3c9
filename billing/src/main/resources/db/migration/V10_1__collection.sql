-- Invoices that are collected through Stripe. A row is made of an open invoice whose customer has a card on file.
CREATE TABLE invoice_collection (
    invoice_id       uuid PRIMARY KEY REFERENCES invoice (id),
    stripe_id        text UNIQUE,
    status           text        NOT NULL CHECK (status IN ('pending', 'open', 'paid', 'void', 'stuck')),
    failures         int         NOT NULL DEFAULT 0,  -- refusals of cards
    failed_since     timestamptz,
    is_on_hold       boolean     NOT NULL DEFAULT false,  -- the customer is, because of it
    refused_card     text,  -- another one on file is tried at once
    failure          text,
    attempts         int         NOT NULL DEFAULT 0,
    tries            int         NOT NULL DEFAULT 0,  -- how often Stripe failed: each makes another key
    next_attempt_at  timestamptz,
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL
);
CREATE INDEX invoice_collection_due ON invoice_collection (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
CREATE INDEX invoice_collection_held ON invoice_collection (invoice_id) WHERE is_on_hold;
