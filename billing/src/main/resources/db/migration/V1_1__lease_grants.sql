-- All that was ever granted on this row, which only grows. A node that lost the answer to a lease learns
-- from it that it was granted more than it was told.
ALTER TABLE lease ADD COLUMN granted_nanos bigint NOT NULL DEFAULT 0;
