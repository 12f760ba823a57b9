-- The journal, the log over it, and what the node keeps for itself. Only TEXT and BIGINT, so that SQLite and
-- PostgreSQL read the same. Bytes are hexadecimal digits, or base64 where they are many.

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

CREATE TABLE journal (
    leaf BIGINT PRIMARY KEY,
    record TEXT NOT NULL,
    signature TEXT NOT NULL,
    attachment TEXT NOT NULL,
    salt TEXT NOT NULL,
    act TEXT NOT NULL,
    author TEXT NOT NULL,
    nonce TEXT NOT NULL,
    subject TEXT,
    file TEXT,
    UNIQUE (author, nonce)
);
CREATE INDEX journal_act ON journal (act, leaf);
CREATE INDEX journal_subject ON journal (subject);
CREATE INDEX journal_file ON journal (file);

-- Leaf 0 is `begin`, so there is one leaf more than there are entries.
CREATE TABLE leaves (
    leaf BIGINT PRIMARY KEY,
    text TEXT NOT NULL
);

-- The tree's hashes, at tlog-tiles' `stored_hash_index`.
CREATE TABLE hashes (
    position BIGINT PRIMARY KEY,
    hash TEXT NOT NULL
);
