-- The gateway's plans become billing plans, and its customers' plans subscriptions (ADR 15).

-- What LLM usage put on the invoice, request by request: what the ledger took from the account "receivable" within
-- the ceiling. Nothing for what an included amount or credit has paid.
CREATE TABLE usage_charge (
    id             uuid        NOT NULL,  -- the usage event's
    occurred_at    timestamptz NOT NULL,  -- the usage event's
    customer_id    uuid        NOT NULL,
    lane           text        NOT NULL,
    model          text        NOT NULL,
    amount_nanos   bigint      NOT NULL CHECK (amount_nanos > 0),
    settlement_id  bigint      NOT NULL,
    PRIMARY KEY (customer_id, occurred_at, id)
) PARTITION BY RANGE (occurred_at);
CREATE TRIGGER usage_charge_append_only BEFORE UPDATE OR DELETE ON usage_charge
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER usage_charge_no_truncate BEFORE TRUNCATE ON usage_charge
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
REVOKE UPDATE, DELETE, TRUNCATE ON usage_charge FROM CURRENT_USER;

-- What months put on account before their requests were listed above.
ALTER TABLE allowance ADD COLUMN unlisted_nanos bigint NOT NULL DEFAULT 0 CHECK (unlisted_nanos >= 0);
UPDATE allowance SET unlisted_nanos = receivable_nanos WHERE receivable_nanos > 0;

UPDATE meter SET name = name || '_own'
WHERE name = 'llm_invoiced_usd' AND organization_id = '00000000-0000-4000-8000-000000000001';
INSERT INTO meter (id, organization_id, name, event_name, aggregation, property, unit, filters, group_by, built_in,
                   created_at, updated_at)
VALUES ('f1a00000-0000-4000-8000-000000000006', '00000000-0000-4000-8000-000000000001',
        'llm_invoiced_usd', 'llm.charge', 'SUM', 'amount_usd', 'USD', '[]', '{lane}', true, now(), now());

-- The features by which a plan has terms for the gateway. llm_cost_usd is the included amount: under a hard limit
-- usage ends with it, above a soft one it is invoiced, up to llm_ceiling_usd. A feature of a name that is taken stays
-- the operator's and serves as this one where it has the kind; else the plans below go without.
INSERT INTO feature (id, organization_id, lookup_key, name, kind, meter_id, created_at, updated_at)
VALUES ('f1b00000-0000-4000-8000-000000000006', '00000000-0000-4000-8000-000000000001', 'llm_invoiced_usd',
        'LLM usage on the invoice in US dollars', 'meter', 'f1a00000-0000-4000-8000-000000000006', now(), now()),
       ('f1b00000-0000-4000-8000-000000000011', '00000000-0000-4000-8000-000000000001', 'llm_ceiling_usd',
        'LLM spend ceiling of a month in US dollars', 'custom', NULL, now(), now()),
       ('f1b00000-0000-4000-8000-000000000012', '00000000-0000-4000-8000-000000000001', 'llm_requests_per_second',
        'LLM requests a second', 'custom', NULL, now(), now()),
       ('f1b00000-0000-4000-8000-000000000013', '00000000-0000-4000-8000-000000000001', 'llm_requests_per_minute',
        'LLM requests a minute', 'custom', NULL, now(), now()),
       ('f1b00000-0000-4000-8000-000000000014', '00000000-0000-4000-8000-000000000001', 'llm_tokens_per_minute',
        'LLM tokens a minute', 'custom', NULL, now(), now())
ON CONFLICT (organization_id, lookup_key) DO NOTHING;

-- What each version of a plan says to the gateway, in its own words; a version without llm_cost_usd says nothing.
CREATE VIEW gateway_terms AS
SELECT v.plan_id, v.version, coalesce(p.lookup_id, p.id::text) AS code,
       max(e.usage_limit) FILTER (WHERE f.lookup_key = 'llm_cost_usd') AS included_usd,  -- null: no limit
       bool_or(e.is_soft_limit) FILTER (WHERE f.lookup_key = 'llm_cost_usd') AS is_soft_limit,
       max(e.static_value) FILTER (WHERE f.lookup_key = 'llm_ceiling_usd') AS ceiling_usd,
       max(e.static_value) FILTER (WHERE f.lookup_key = 'llm_requests_per_second') AS requests_per_second,
       max(e.static_value) FILTER (WHERE f.lookup_key = 'llm_requests_per_minute') AS requests_per_minute,
       max(e.static_value) FILTER (WHERE f.lookup_key = 'llm_tokens_per_minute') AS tokens_per_minute
FROM billing_plan_version v
JOIN billing_plan p ON p.id = v.plan_id
JOIN plan_entitlement e ON e.plan_id = v.plan_id AND e.is_enabled
    AND v.version >= e.from_version AND (e.until_version IS NULL OR v.version < e.until_version)
JOIN feature f ON f.id = e.feature_id AND f.organization_id = '00000000-0000-4000-8000-000000000001'
WHERE p.organization_id = '00000000-0000-4000-8000-000000000001'
GROUP BY v.plan_id, v.version, p.lookup_id, p.id
HAVING bool_or(f.lookup_key = 'llm_cost_usd');

-- The terms that an account's money is counted by, kept by whatever moves the customer's subscriptions.
ALTER TABLE spend_account
    ADD COLUMN included_nanos  bigint  NOT NULL DEFAULT 0 CHECK (included_nanos >= 0),  -- each month
    ADD COLUMN hard_stop       boolean NOT NULL DEFAULT false,  -- usage ends with what is included
    ADD COLUMN invoices_since  timestamptz,  -- null: nothing is invoiced; nor is what was used before
    ADD COLUMN plan_id         uuid,
    ADD COLUMN plan_version    int,
    ADD COLUMN terms_at        timestamptz,  -- when they changed last
    ADD FOREIGN KEY (plan_id, plan_version) REFERENCES billing_plan_version (plan_id, version);

-- Those that begin later than they were made: somebody looks every second whether one has begun.
CREATE INDEX subscription_begins_later ON subscription (starts_at) WHERE starts_at > created_at AND deleted_at IS NULL;

CREATE FUNCTION pg_temp.seed_plan(p plan, key text, title text, every text, fee bigint, at timestamptz) RETURNS uuid
LANGUAGE plpgsql AS $$
DECLARE
    operator uuid := '00000000-0000-4000-8000-000000000001';
    plan_id uuid := gen_random_uuid();
BEGIN
    IF EXISTS (SELECT FROM billing_plan WHERE organization_id = operator AND lookup_id = key AND deleted_at IS NULL)
    THEN key := 'gateway-' || key; END IF;
    INSERT INTO billing_plan (id, organization_id, lookup_id, name, type, billing_interval, currency, trial_days,
                              is_active, version, created_at, updated_at)
    VALUES (plan_id, operator, key, title,
            CASE WHEN p.hard_stop THEN 'FIXED' WHEN fee = 0 THEN 'USAGE' ELSE 'HYBRID' END, every, 'USD', 0, true, 1,
            at, at);
    INSERT INTO billing_plan_version VALUES (plan_id, 1, at);
    IF fee > 0 THEN
        INSERT INTO plan_charge (id, plan_id, type, display_name, pricing, from_version, created_at, updated_at)
        VALUES (gen_random_uuid(), plan_id, 'FIXED', title, jsonb_build_object('price', jsonb_build_object(
                'mode', 'unit', 'unit_price', trim_scale(fee * 0.000000001)::text)), 1, at, at);
    END IF;
    IF NOT p.hard_stop THEN
        INSERT INTO plan_charge (id, plan_id, type, display_name, meter_id, pricing, from_version, created_at,
                                 updated_at)
        VALUES (gen_random_uuid(), plan_id, 'USAGE', 'LLM usage', 'f1a00000-0000-4000-8000-000000000006',
                '{"price": {"mode": "dynamic", "multiplier": "1"}}', 1, at, at);
    END IF;
    INSERT INTO plan_entitlement (id, plan_id, feature_id, is_enabled, usage_limit, is_soft_limit, reset_period,
                                  static_value, from_version, created_at)
    SELECT gen_random_uuid(), plan_id, f.id, true, said.usage_limit,
           said.usage_limit IS NOT NULL AND NOT p.hard_stop,
           CASE WHEN said.usage_limit IS NOT NULL THEN 'month' END, said.static_value, 1, at
    FROM (VALUES (1, 'llm_cost_usd', 'meter', trim_scale(p.included_nanos * 0.000000001), NULL),
                 (2, 'llm_ceiling_usd', 'custom', NULL, CASE WHEN NOT p.hard_stop
                      THEN trim_scale(p.ceiling_nanos * 0.000000001)::text END),
                 (3, 'llm_requests_per_second', 'custom', NULL, p.requests_per_second::text),
                 (4, 'llm_requests_per_minute', 'custom', NULL, nullif(p.requests_per_minute, 0)::text),
                 (5, 'llm_tokens_per_minute', 'custom', NULL, p.tokens_per_minute::text))
        AS said (place, key, kind, usage_limit, static_value)
    JOIN feature f ON f.organization_id = operator AND f.lookup_key = said.key AND f.kind = said.kind
    WHERE said.usage_limit IS NOT NULL OR said.static_value IS NOT NULL
    ORDER BY said.place;
    INSERT INTO billing_audit (subject_id, action, author, note, at) VALUES (plan_id, 'create', 'migration', title, at);
    RETURN plan_id;
END $$;

-- A customer's plan becomes a subscription that begins now: what was used before is not invoiced by it.
CREATE FUNCTION pg_temp.seed_subscription(c customer, monthly uuid, start timestamptz) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
    subscription_id uuid := gen_random_uuid();
    border timestamptz := (start AT TIME ZONE 'UTC' + interval '1 month') AT TIME ZONE 'UTC';
BEGIN
    INSERT INTO subscription (id, customer_id, plan_id, plan_version, status, zone, anchor, starts_at, period_number,
                              turns_at, created_at, updated_at)
    VALUES (subscription_id, c.id, monthly, 1, 'ACTIVE', 'Z', start, start, 1, border, start, start);
    INSERT INTO subscription_phase (subscription_id, number, plan_id, plan_version, starts_at)
    VALUES (subscription_id, 0, monthly, 1, start);
    INSERT INTO subscription_period (subscription_id, number, starts_at, ends_at, whole_starts_at, whole_ends_at, zone,
                                     is_trial)
    VALUES (subscription_id, 1, start, border, start, border, 'Z', false);
    INSERT INTO pending_invoice_line (subscription_id, period_number, kind, description, charge_id, plan_id,
                                      plan_version, amount, currency, service_from, service_until)
    SELECT subscription_id, 1, 'fee', display_name, id, plan_id, 1,
           round((pricing #>> '{price,unit_price}')::numeric, 2), 'USD', start, border
    FROM plan_charge WHERE plan_id = monthly AND type = 'FIXED';
    INSERT INTO billing_audit (subject_id, action, author, note, at)
    VALUES (subscription_id, 'create', 'migration', 'ACTIVE', start);
END $$;

DO $$
DECLARE
    start timestamptz := now();
    place int := 0;
    monthly uuid;
    p plan;
    c customer;
BEGIN
    FOR p IN SELECT * FROM plan ORDER BY position, code LOOP
        place := place + 1;  -- lists of plans go by the time they were made
        monthly := pg_temp.seed_plan(p, p.code, p.title, 'month', p.monthly_fee_nanos,
                                     start + place * interval '2 microseconds');
        IF p.annual_fee_nanos > 0 THEN
            PERFORM pg_temp.seed_plan(p, p.code || '-yearly', p.title || ', yearly', 'year', p.annual_fee_nanos,
                                      start + place * interval '2 microseconds' + interval '1 microsecond');
        END IF;
        FOR c IN SELECT * FROM customer WHERE plan_code = p.code AND archived_at IS NULL
                 AND organization_id = '00000000-0000-4000-8000-000000000001' ORDER BY created_at, id LOOP
            PERFORM pg_temp.seed_subscription(c, monthly, start);
        END LOOP;
        UPDATE spend_account a
        SET included_nanos = p.included_nanos, hard_stop = p.hard_stop, plan_id = monthly, plan_version = 1,
            cap_nanos = CASE WHEN p.hard_stop THEN least(a.cap_nanos, p.included_nanos) ELSE a.cap_nanos END,
            invoices_since = CASE WHEN NOT p.hard_stop THEN 'epoch'::timestamptz END, terms_at = start
        FROM customer WHERE customer.id = a.id AND customer.plan_code = p.code AND customer.archived_at IS NULL
            AND customer.organization_id = '00000000-0000-4000-8000-000000000001';
    END LOOP;
    -- Whoever is on no plan is invoiced by none: only prepaid credit pays.
    UPDATE spend_account SET cap_nanos = 0, terms_at = start
    WHERE kind = 'customer' AND plan_id IS NULL AND cap_nanos <> 0;
END $$;

DROP FUNCTION pg_temp.seed_subscription;
DROP FUNCTION pg_temp.seed_plan;
ALTER TABLE customer DROP COLUMN plan_code;
DROP TABLE plan;
