-- Who sends an invoice, in full; mail that carries one; and when an account was last invoiced, for what settles late.

ALTER TABLE organization ADD COLUMN address text[] NOT NULL DEFAULT '{}';  -- a line each
ALTER TABLE organization ADD COLUMN tax_id text;

ALTER TABLE mail ADD COLUMN html text;
ALTER TABLE mail ADD COLUMN attachment_name text;
ALTER TABLE mail ADD COLUMN attachment_type text;
ALTER TABLE mail ADD COLUMN attachment bytea;
ALTER TABLE mail ADD CONSTRAINT mail_attachment_whole CHECK (
    (attachment IS NULL) = (attachment_name IS NULL) AND (attachment IS NULL) = (attachment_type IS NULL));

-- The last time that usage went on invoices and does not any more: what was used then still does.
ALTER TABLE spend_account ADD COLUMN invoiced_from timestamptz;
ALTER TABLE spend_account ADD COLUMN invoiced_until timestamptz;
ALTER TABLE spend_account ADD COLUMN invoiced_cap_nanos bigint;
ALTER TABLE spend_account ADD CONSTRAINT spend_account_invoiced_whole CHECK (
    (invoiced_from IS NULL) = (invoiced_until IS NULL)
    AND (invoiced_from IS NULL) = (invoiced_cap_nanos IS NULL));
