-- What follows from the journal.

CREATE TABLE users (
    name TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    state TEXT NOT NULL,
    recipient TEXT NOT NULL,
    leaf BIGINT NOT NULL,
    -- The entry that admitted the user, and holds the group key for them.
    admitted BIGINT
);

CREATE TABLE files (
    file TEXT PRIMARY KEY,
    owner TEXT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX files_owner ON files (owner);

CREATE TABLE versions (
    file TEXT NOT NULL,
    version BIGINT NOT NULL,
    leaf BIGINT NOT NULL,
    manifest TEXT NOT NULL,
    bytes BIGINT NOT NULL,
    -- Bytes before the tail.
    keep BIGINT NOT NULL,
    columns BIGINT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (file, version)
);

CREATE TABLE version_parts (
    file TEXT NOT NULL,
    version BIGINT NOT NULL,
    position BIGINT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (file, version, position)
);
CREATE INDEX version_parts_hash ON version_parts (hash);

CREATE TABLE grants (
    file TEXT NOT NULL,
    version BIGINT NOT NULL,
    reader TEXT NOT NULL,
    leaf BIGINT NOT NULL,
    expires TEXT,
    -- The entry that revoked it.
    revoked BIGINT,
    PRIMARY KEY (file, version, reader)
);

CREATE TABLE downloads (
    file TEXT NOT NULL,
    version BIGINT NOT NULL,
    reader TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (file, version, reader)
);
CREATE INDEX downloads_reader ON downloads (reader, at);

-- The words of each file's last version: 32 digits each, one behind the other.
CREATE TABLE words (
    file TEXT PRIMARY KEY,
    leaf BIGINT NOT NULL,
    salt TEXT NOT NULL,
    tokens TEXT NOT NULL
);
CREATE INDEX words_leaf ON words (leaf);

-- Only where searching is deterministic.
CREATE TABLE tokens (
    token TEXT NOT NULL,
    file TEXT NOT NULL,
    PRIMARY KEY (token, file)
);
CREATE INDEX tokens_file ON tokens (file);
