-- Invoices as they are kept, and what is needed to make them. Amounts are numeric in the major unit of the
-- invoice's currency, rounded to it (ADR 13).

-- Where the organisation is taxed: two letters of ISO 3166-1. Null: it charges no tax.
ALTER TABLE organization ADD COLUMN country text CHECK (country ~ '^[A-Z]{2}$');

-- What an organisation charges instead of the usual rates. The newest that is valid decides.
CREATE TABLE tax_rule (
    id                uuid PRIMARY KEY,
    organization_id   uuid        NOT NULL REFERENCES organization (id),
    seller_country    text        NOT NULL CHECK (seller_country ~ '^[A-Z]{2}$'),
    customer_country  text        NOT NULL CHECK (customer_country ~ '^[A-Z]{2}$'),
    name              text        NOT NULL,
    percentage        numeric     NOT NULL CHECK (percentage >= 0),
    valid_from        timestamptz NOT NULL,
    valid_until       timestamptz,
    created_at        timestamptz NOT NULL,
    CHECK (valid_until >= valid_from)
);
CREATE INDEX tax_rule_countries ON tax_rule (organization_id, seller_country, customer_country);

-- What a customer's subscriptions are lowered by, while it is valid at the end of the period.
CREATE TABLE customer_discount (
    id               uuid PRIMARY KEY,
    customer_id      uuid        NOT NULL REFERENCES customer (id),
    subscription_id  uuid REFERENCES subscription (id),  -- null: all of them
    name             text        NOT NULL,
    percent_off      numeric CHECK (percent_off > 0 AND percent_off <= 100),
    amount_off       numeric CHECK (amount_off > 0),
    currency         text CHECK (currency ~ '^[A-Z]{3}$'),
    valid_from       timestamptz NOT NULL,
    valid_until      timestamptz,
    created_at       timestamptz NOT NULL,
    CHECK ((percent_off IS NULL) <> (amount_off IS NULL)),
    CHECK ((amount_off IS NULL) = (currency IS NULL)),
    CHECK (valid_until >= valid_from)
);
CREATE INDEX customer_discount_customer ON customer_discount (customer_id, created_at);

CREATE TABLE invoice (
    id                     uuid PRIMARY KEY,
    organization_id        uuid        NOT NULL REFERENCES organization (id),
    customer_id            uuid        NOT NULL REFERENCES customer (id),
    reason                 text        NOT NULL CHECK (reason IN ('period', 'late', 'manual')),
    subscription_id        uuid REFERENCES subscription (id),
    period_number          int,
    occasion               int         NOT NULL DEFAULT 0,  -- of late invoices after the last period: 1, 2, 3
    status                 text        NOT NULL
        CHECK (status IN ('DRAFT', 'OPEN', 'PAID', 'VOID', 'UNCOLLECTIBLE')),
    number                 text,
    number_year            int,
    number_sequence        bigint,
    currency               text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
    service_from           timestamptz,
    service_until          timestamptz,
    seller                 jsonb       NOT NULL,
    billed_to              jsonb       NOT NULL,
    discounts              jsonb       NOT NULL,
    taxes                  jsonb       NOT NULL,
    subtotal               numeric     NOT NULL,
    discount               numeric     NOT NULL,
    tax                    numeric     NOT NULL,
    total                  numeric     NOT NULL,
    credit_applied         numeric     NOT NULL DEFAULT 0,  -- below zero where the invoice gives credit
    amount_paid            numeric     NOT NULL DEFAULT 0 CHECK (amount_paid >= 0),
    amount_credited        numeric     NOT NULL DEFAULT 0 CHECK (amount_credited >= 0),  -- of what was due
    amount_refunded        numeric     NOT NULL DEFAULT 0 CHECK (amount_refunded >= 0),
    due_days               int         NOT NULL CHECK (due_days BETWEEN 0 AND 3650),
    due_at                 timestamptz,
    scheduled_finalize_at  timestamptz,
    finalized_at           timestamptz,
    paid_at                timestamptz,
    voided_at              timestamptz,
    content_hash           text,
    memo                   text,
    meta_data              jsonb       NOT NULL DEFAULT '{}',
    created_at             timestamptz NOT NULL,
    updated_at             timestamptz NOT NULL,
    deleted_at             timestamptz,
    UNIQUE (organization_id, number),
    UNIQUE (organization_id, number_year, number_sequence),
    FOREIGN KEY (subscription_id, period_number) REFERENCES subscription_period (subscription_id, number),
    CHECK ((reason = 'manual') = (subscription_id IS NULL)),
    CHECK ((reason = 'late') = (occasion > 0)),
    CHECK ((subscription_id IS NULL) = (period_number IS NULL)),
    CHECK ((status = 'DRAFT') = (number IS NULL)),
    CHECK ((number IS NULL) = (finalized_at IS NULL)),
    CHECK ((number IS NULL) = (content_hash IS NULL)),
    CHECK (deleted_at IS NULL OR status = 'DRAFT'),
    CHECK (subtotal - discount + tax = total),
    CHECK (status = 'DRAFT' OR total - credit_applied - amount_paid - amount_credited >= 0)
);
-- A deleted draft keeps its place: the period is not billed again behind the operator's back.
CREATE UNIQUE INDEX invoice_once ON invoice (subscription_id, period_number, reason, occasion);
CREATE INDEX invoice_customer ON invoice (customer_id, created_at DESC, id DESC);
CREATE INDEX invoice_newest ON invoice (organization_id, created_at DESC, id DESC);
CREATE INDEX invoice_to_finalize ON invoice (scheduled_finalize_at) WHERE status = 'DRAFT' AND deleted_at IS NULL;
CREATE INDEX invoice_to_pay ON invoice (due_at) WHERE status = 'OPEN';

CREATE TABLE invoice_line (
    invoice_id     uuid    NOT NULL REFERENCES invoice (id),
    position       int     NOT NULL CHECK (position >= 1),
    kind           text    NOT NULL
        CHECK (kind IN ('fee', 'unused', 'remaining', 'usage', 'minimum', 'adjustment', 'manual')),
    description    text    NOT NULL,
    quantity       numeric NOT NULL,
    unit_amount    numeric,  -- null where the amount is not quantity times one price
    amount         numeric NOT NULL,
    discount       numeric NOT NULL,  -- its share of the invoice's
    tax            numeric NOT NULL,
    charge_id      uuid REFERENCES plan_charge (id),
    meter_id       uuid REFERENCES meter (id),
    dimensions     jsonb   NOT NULL DEFAULT '{}',
    rating         jsonb,  -- the split by tier
    service_from   timestamptz,
    service_until  timestamptz,
    events         bigint,  -- how many were counted
    event_mark     bigint,  -- arrivals up to here were there when they were counted
    adjusts_period int,     -- of an adjustment: the period that is rated anew
    adjusts_kind   text CHECK (adjusts_kind IN ('usage', 'minimum')),
    PRIMARY KEY (invoice_id, position),
    CHECK ((kind = 'adjustment') = (adjusts_period IS NOT NULL)),
    CHECK ((kind = 'adjustment') = (adjusts_kind IS NOT NULL))
);

-- A finalised invoice says for ever what it said; only what became of it may change.
CREATE FUNCTION refuse_invoice_change() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    life text[] := ARRAY['status', 'amount_paid', 'amount_credited', 'amount_refunded', 'paid_at', 'voided_at',
                         'meta_data', 'updated_at'];
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - life IS DISTINCT FROM to_jsonb(OLD) - life THEN
        RAISE EXCEPTION 'invoice % is final: a correction is a credit note', OLD.number;
    END IF;
    IF NEW.status <> OLD.status AND NOT (
        OLD.status = 'OPEN' AND NEW.status IN ('PAID', 'VOID', 'UNCOLLECTIBLE')
        OR OLD.status = 'UNCOLLECTIBLE' AND NEW.status IN ('PAID', 'VOID')) THEN
        RAISE EXCEPTION 'invoice %: % never becomes %', OLD.number, OLD.status, NEW.status;
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER invoice_final BEFORE UPDATE OR DELETE ON invoice FOR EACH ROW
    WHEN (OLD.status <> 'DRAFT') EXECUTE FUNCTION refuse_invoice_change();
CREATE TRIGGER invoice_no_truncate BEFORE TRUNCATE ON invoice
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE FUNCTION refuse_line_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM invoice WHERE status <> 'DRAFT'
               AND id = CASE TG_OP WHEN 'INSERT' THEN NEW.invoice_id ELSE OLD.invoice_id END) THEN
        RAISE EXCEPTION 'a line of a final invoice stays as it is';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER invoice_line_final BEFORE INSERT OR UPDATE OR DELETE ON invoice_line
    FOR EACH ROW EXECUTE FUNCTION refuse_line_change();
CREATE TRIGGER invoice_line_no_truncate BEFORE TRUNCATE ON invoice_line
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- The last number given. Its row is locked last, so numbers have no gaps and go by order of commit.
CREATE TABLE document_counter (
    organization_id  uuid   NOT NULL REFERENCES organization (id),
    kind             text   NOT NULL CHECK (kind IN ('invoice', 'credit_note')),
    year             int    NOT NULL,
    last             bigint NOT NULL,
    PRIMARY KEY (organization_id, kind, year)
);

-- Money that paid an invoice, and money given back for one.
CREATE TABLE invoice_payment (
    id          uuid PRIMARY KEY,
    invoice_id  uuid        NOT NULL REFERENCES invoice (id),
    kind        text        NOT NULL CHECK (kind IN ('payment', 'grant', 'balance', 'refund')),
    amount      numeric     NOT NULL CHECK (amount > 0),
    grant_id    uuid REFERENCES credit_grant (id),
    note        text,
    author      text        NOT NULL,
    at          timestamptz NOT NULL,
    position    bigint GENERATED ALWAYS AS IDENTITY,
    CHECK ((kind = 'grant') = (grant_id IS NOT NULL))
);
CREATE INDEX invoice_payment_invoice ON invoice_payment (invoice_id, position);
CREATE TRIGGER invoice_payment_append_only BEFORE UPDATE OR DELETE ON invoice_payment
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TABLE credit_note (
    id               uuid PRIMARY KEY,
    organization_id  uuid        NOT NULL REFERENCES organization (id),
    invoice_id       uuid        NOT NULL REFERENCES invoice (id),
    number           text        NOT NULL,
    subtotal         numeric     NOT NULL CHECK (subtotal >= 0),
    tax              numeric     NOT NULL CHECK (tax >= 0),
    total            numeric     NOT NULL CHECK (total > 0 AND total = subtotal + tax),
    to_due           numeric     NOT NULL CHECK (to_due >= 0),      -- lowers what is still to be paid
    to_balance       numeric     NOT NULL CHECK (to_balance >= 0),  -- pays later invoices
    to_refund        numeric     NOT NULL CHECK (to_refund >= 0),   -- goes back as money
    reason           text,
    author           text        NOT NULL,
    created_at       timestamptz NOT NULL,
    UNIQUE (organization_id, number),
    CHECK (to_due + to_balance + to_refund = total)
);
CREATE INDEX credit_note_invoice ON credit_note (invoice_id, created_at);
CREATE TRIGGER credit_note_append_only BEFORE UPDATE OR DELETE ON credit_note
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- What invoices below zero and credit notes left to a customer, by currency; it pays later invoices.
CREATE TABLE customer_balance (
    customer_id  uuid    NOT NULL REFERENCES customer (id),
    currency     text    NOT NULL,
    balance      numeric NOT NULL CHECK (balance >= 0),
    PRIMARY KEY (customer_id, currency)
);
CREATE TABLE customer_balance_entry (
    id              bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id     uuid        NOT NULL REFERENCES customer (id),
    currency        text        NOT NULL,
    amount          numeric     NOT NULL CHECK (amount <> 0),  -- below zero where it was used
    invoice_id      uuid        NOT NULL REFERENCES invoice (id),
    credit_note_id  uuid REFERENCES credit_note (id),
    at              timestamptz NOT NULL
);
CREATE INDEX customer_balance_entry_customer ON customer_balance_entry (customer_id, currency);
CREATE TRIGGER customer_balance_entry_append_only BEFORE UPDATE OR DELETE ON customer_balance_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_change();

-- The books of invoices that are not in dollars: the table transfer counts nano-dollars only.
CREATE TABLE currency_transfer (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id   uuid        NOT NULL REFERENCES customer (id),
    currency      text        NOT NULL CHECK (currency <> 'USD'),
    kind          text        NOT NULL,
    from_account  text        NOT NULL,
    to_account    text        NOT NULL,
    amount        numeric     NOT NULL CHECK (amount > 0),
    reference     text        NOT NULL,
    posted_at     timestamptz NOT NULL,
    CHECK (from_account <> to_account)
);
CREATE INDEX currency_transfer_customer ON currency_transfer (customer_id, currency, id);
CREATE TRIGGER currency_transfer_append_only BEFORE UPDATE OR DELETE ON currency_transfer
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER currency_transfer_no_truncate BEFORE TRUNCATE ON currency_transfer
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

-- Final periods about which something became known since. The next invoice of the subscription takes them.
CREATE TABLE late_period (
    subscription_id  uuid        NOT NULL,
    period_number    int         NOT NULL,
    found_at         timestamptz NOT NULL,
    PRIMARY KEY (subscription_id, period_number),
    FOREIGN KEY (subscription_id, period_number) REFERENCES subscription_period (subscription_id, number)
);

-- Up to where each source of events was looked through for late ones. A look begins at a mark that is old
-- enough for all that was being written then to have been written.
CREATE TABLE late_mark (
    source    text        NOT NULL CHECK (source IN ('event', 'correction', 'request')),
    mark      bigint      NOT NULL,
    taken_at  timestamptz NOT NULL,  -- on the database's clock
    PRIMARY KEY (source, taken_at)
);

-- Rows lie in the order they came, so a few pages of index find the newest of any month.
CREATE INDEX meter_event_arrivals ON meter_event USING brin (arrival) WITH (autosummarize = on);
CREATE INDEX usage_event_settlements ON usage_event USING brin (settlement_id) WITH (autosummarize = on);
ALTER TABLE meter_event_correction ADD COLUMN position bigint GENERATED ALWAYS AS IDENTITY;
CREATE INDEX meter_event_correction_position ON meter_event_correction (position);
