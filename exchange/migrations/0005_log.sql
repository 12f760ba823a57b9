-- Who vouches for which length of the log: the lines of their signatures, as they came.
CREATE TABLE cosignatures (
    size BIGINT NOT NULL,
    -- The key alone: one key is one witness, whatever it is called.
    witness TEXT NOT NULL,
    line TEXT NOT NULL,
    PRIMARY KEY (size, witness)
);
