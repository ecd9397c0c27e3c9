-- A row that every batch updates leaves half of its page free: its new version then stays on the page, and no
-- index changes. Rows that are there already move with their next change.
ALTER TABLE spend_account  SET (fillfactor = 50);
ALTER TABLE lease          SET (fillfactor = 50);
ALTER TABLE allowance      SET (fillfactor = 50);
ALTER TABLE ledger_head    SET (fillfactor = 50);
ALTER TABLE ledger_balance SET (fillfactor = 50);

-- Usage that cannot be settled, whole, with the names of usage_event's columns: out of the way of the rest.
-- Whoever has settled the matter by hand says so in the last two columns.
CREATE TABLE rejected_event (
    id           uuid PRIMARY KEY,
    node_id      uuid        NOT NULL REFERENCES node (id),
    rejected_at  timestamptz NOT NULL,
    reason       text        NOT NULL CHECK (reason IN ('unknown_customer', 'not_storable')),
    detail       text        NOT NULL,
    customer_id  uuid        NOT NULL,
    cost_nanos   bigint      NOT NULL,
    event        jsonb       NOT NULL,
    resolved_at  timestamptz,
    resolution   text,
    CHECK ((resolved_at IS NULL) = (resolution IS NULL))
);

CREATE TRIGGER rejected_event_kept BEFORE DELETE ON rejected_event
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
