-- What this node keeps for itself: no mirror has it.

CREATE TABLE invitations (
    -- SHA-256 of what was handed out.
    invitation TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    at BIGINT NOT NULL,
    used_by TEXT
);

CREATE TABLE sessions (
    -- SHA-256 of the cookie.
    session TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    began BIGINT NOT NULL,
    used BIGINT NOT NULL
);
CREATE INDEX sessions_name ON sessions (name);

-- Parts that arrived, and who sent them first.
CREATE TABLE parts (
    hash TEXT PRIMARY KEY,
    bytes BIGINT NOT NULL,
    sender TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX parts_sender ON parts (sender, bytes);

CREATE TABLE quotas (
    name TEXT PRIMARY KEY,
    bytes BIGINT NOT NULL
);

CREATE TABLE events (
    event TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    kind TEXT NOT NULL,
    details TEXT NOT NULL
);
CREATE INDEX events_at ON events (at);
