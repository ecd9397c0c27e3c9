-- Tries to log in, sign up, set a new password and leave for an issuer, so that all nodes count together. Names are
-- hashed, as they hold e-mails and addresses. Not in the log of the database: after a crash of it counting begins anew.
CREATE UNLOGGED TABLE attempt (
    name   bytea PRIMARY KEY CHECK (length(name) = 32),
    since  timestamptz NOT NULL,  -- the first of its window
    tries  int         NOT NULL
) WITH (fillfactor = 50);
CREATE INDEX attempt_since ON attempt (since);
