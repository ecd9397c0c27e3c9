-- Tokens a minute, of a plan (0: no limit) and of a key (null: as its plan).
ALTER TABLE plan ADD COLUMN hard_stop boolean NOT NULL DEFAULT false;  -- ends with what is included; never charged
ALTER TABLE plan ADD COLUMN tokens_per_minute int NOT NULL DEFAULT 0 CHECK (tokens_per_minute >= 0);
ALTER TABLE api_key ADD COLUMN rate_limit_tpm int CHECK (rate_limit_tpm > 0);

UPDATE plan
SET hard_stop = code = 'free',
    tokens_per_minute = CASE code WHEN 'free' THEN 250000 WHEN 'payg' THEN 5000000
                                  WHEN 'builder' THEN 12500000 WHEN 'scale' THEN 50000000 ELSE 0 END;
