-- Logging in.

CREATE TABLE passwords (
    name TEXT PRIMARY KEY,
    -- OPAQUE's record: who reads it must still guess.
    record TEXT NOT NULL
);

-- Log-ins that were begun: no more than so many in so little time, whether the user exists or not.
CREATE TABLE attempts (
    -- SHA-256 of what was handed out.
    attempt TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    at BIGINT NOT NULL,
    -- OPAQUE's state between its messages, or the challenge that the identity signs; empty once it was used.
    secret TEXT NOT NULL
);
CREATE INDEX attempts_name ON attempts (name, at);
CREATE INDEX attempts_at ON attempts (at);
