-- Whose days count from the next period on, where that is another zone; null: the same.
ALTER TABLE subscription ADD COLUMN next_zone text;
