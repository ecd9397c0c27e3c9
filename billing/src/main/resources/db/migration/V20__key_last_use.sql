-- When a key was used last within the hour. Hours from before this, or from a node of the version before, have none: of
-- those the hour is known.
ALTER TABLE usage_hourly ADD COLUMN last_at timestamptz;
