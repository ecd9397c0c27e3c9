-- usage_pricing_rules of meters, as they were sent and checked.
CREATE TABLE meter_price (
    meter_id    uuid PRIMARY KEY REFERENCES meter (id) ON DELETE CASCADE,
    rules       jsonb       NOT NULL,
    mode        text        NOT NULL CHECK (mode IN ('graduated', 'volume')),
    updated_at  timestamptz NOT NULL
);

-- Whether a charge was made without a price of its own, and so follows its meter's into new versions of the plan.
ALTER TABLE plan_charge ADD COLUMN priced_by_meter boolean NOT NULL DEFAULT false;
