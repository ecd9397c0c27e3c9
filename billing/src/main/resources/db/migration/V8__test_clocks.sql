-- Clocks of development mode, which stand still until they are moved. Customers that live on one are billed by it.

CREATE TABLE test_clock (
    id               uuid PRIMARY KEY,
    organization_id  uuid        NOT NULL REFERENCES organization (id),
    name             text        NOT NULL,
    frozen_time      timestamptz NOT NULL,
    target_time      timestamptz,  -- where an advance is going; null: it stands
    created_at       timestamptz NOT NULL,
    deleted_at       timestamptz,
    CHECK (target_time >= frozen_time)
);
CREATE INDEX test_clock_organization ON test_clock (organization_id, created_at, id);

CREATE FUNCTION refuse_step_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'test clock % goes forward only', OLD.id;
END $$;
CREATE TRIGGER test_clock_forward_only BEFORE UPDATE ON test_clock FOR EACH ROW
    WHEN (NEW.frozen_time < OLD.frozen_time) EXECUTE FUNCTION refuse_step_back();

ALTER TABLE customer ADD COLUMN test_clock_id uuid REFERENCES test_clock (id);
CREATE INDEX customer_test_clock ON customer (test_clock_id) WHERE test_clock_id IS NOT NULL;

CREATE FUNCTION refuse_clock_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'customer % keeps its clock, for ever', OLD.id;
END $$;
CREATE TRIGGER customer_keeps_clock BEFORE UPDATE OF test_clock_id ON customer FOR EACH ROW
    WHEN (OLD.test_clock_id IS DISTINCT FROM NEW.test_clock_id) EXECUTE FUNCTION refuse_clock_change();

-- Thousands of drafts become final at the same moment: the next one is found without sorting them all.
CREATE INDEX invoice_next_final ON invoice (scheduled_finalize_at, service_until)
    WHERE status = 'DRAFT' AND deleted_at IS NULL;
