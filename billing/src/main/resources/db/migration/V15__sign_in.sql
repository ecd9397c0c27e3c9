-- Ways in beside the password: links that set a new one, and issuers of OpenID Connect.

-- When the person was seen to own the address: by a link that was mailed there, or by an issuer's word. Null if never:
-- whoever makes an account types what they like.
ALTER TABLE person ADD COLUMN email_proven_at timestamptz;

ALTER TABLE session DROP CONSTRAINT session_ended_by_check;
ALTER TABLE session ADD CONSTRAINT session_ended_by_check
    CHECK (ended_by IN ('logout', 'reuse', 'new-password', 'proven'));

CREATE TABLE password_reset (
    hash        bytea PRIMARY KEY CHECK (length(hash) = 32),
    person_id   uuid REFERENCES person (id) ON DELETE CASCADE,  -- null where nobody has the address
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz
);
CREATE INDEX password_reset_person ON password_reset (person_id) WHERE used_at IS NULL;
CREATE INDEX password_reset_expiry ON password_reset (expires_at);

-- Whom an issuer means by a subject. The address may change there; the subject does not.
CREATE TABLE person_identity (
    issuer      text        NOT NULL,
    subject     text        NOT NULL,
    person_id   uuid        NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    email       text        NOT NULL,  -- as the issuer said when the two were joined
    created_at  timestamptz NOT NULL,
    PRIMARY KEY (issuer, subject),
    UNIQUE (person_id, issuer)
);

-- Sign-ins that browsers were sent away for. Each comes back once.
CREATE TABLE identity_attempt (
    state_hash  bytea PRIMARY KEY CHECK (length(state_hash) = 32),
    next        text        NOT NULL,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX identity_attempt_expiry ON identity_attempt (expires_at);
