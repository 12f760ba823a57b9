-- When the witness signed the line, in seconds since 1970: an older line does not replace a newer one.
ALTER TABLE cosignatures ADD COLUMN at BIGINT NOT NULL DEFAULT 0;
