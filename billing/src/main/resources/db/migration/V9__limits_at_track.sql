-- Whether events that pass a hard limit on the meter's feature are refused when they come.
ALTER TABLE meter ADD COLUMN enforce_at_track boolean NOT NULL DEFAULT false;
