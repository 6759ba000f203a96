-- Makes version 1 of nothing. Once it was released it is never changed: a change is a migration of its own.
--
-- Digests are their 32 bytes, moments are microseconds since 1970 in UTC. "pair" points at the newest record of each
-- mark, and "seal" is the beginning of a digest of the record's row. The triggers keep what is recorded from mistakes: an
-- update or a deletion fails, and so does a REPLACE, which fires no trigger of deletion. What is there by its digest is
-- quietly not stored again.

CREATE TABLE content (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    size INTEGER NOT NULL,
    deflated BLOB NOT NULL) STRICT;
CREATE TABLE record (
    cluster TEXT NOT NULL,
    component TEXT NOT NULL,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    mark INTEGER NOT NULL CHECK (mark IN (1, 2, 3)),
    version TEXT NOT NULL,
    version_digest BLOB CHECK (length(version_digest) = 32),
    values_digest BLOB CHECK (length(values_digest) = 32),
    manifest_digest BLOB NOT NULL REFERENCES content (digest),
    images TEXT NOT NULL,
    release TEXT NOT NULL,
    epoch INTEGER NOT NULL,
    at INTEGER NOT NULL,
    seal BLOB NOT NULL CHECK (length(seal) = 8),
    PRIMARY KEY (cluster, component, sequence)) STRICT, WITHOUT ROWID;
CREATE TABLE pair (
    cluster TEXT NOT NULL,
    component TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    intended INTEGER,
    applied INTEGER,
    good INTEGER,
    PRIMARY KEY (cluster, component)) STRICT, WITHOUT ROWID;
CREATE INDEX pair_by_component ON pair (component, cluster);
CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    digest BLOB NOT NULL UNIQUE CHECK (length(digest) = 32),
    release TEXT NOT NULL,
    cluster TEXT,
    json BLOB NOT NULL) STRICT;
CREATE INDEX evidence_by_release ON evidence (release);
CREATE INDEX evidence_by_cluster ON evidence (release, cluster);
CREATE TABLE audit (
    number INTEGER PRIMARY KEY,
    hash BLOB NOT NULL CHECK (length(hash) = 32),
    json BLOB NOT NULL) STRICT;

CREATE TRIGGER content_once BEFORE INSERT ON content
    WHEN EXISTS (SELECT 1 FROM content WHERE digest = NEW.digest OR id = NEW.id)
    BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER content_stays BEFORE UPDATE ON content
    BEGIN SELECT RAISE(ABORT, 'content is never changed'); END;
CREATE TRIGGER content_remains BEFORE DELETE ON content
    BEGIN SELECT RAISE(ABORT, 'content is never deleted'); END;
CREATE TRIGGER record_follows BEFORE INSERT ON record
    WHEN NEW.sequence <> 1 + coalesce(
        (SELECT sequence FROM pair WHERE cluster = NEW.cluster AND component = NEW.component), 0)
    BEGIN SELECT RAISE(ABORT, 'a record follows the newest of its pair'); END;
CREATE TRIGGER record_stays BEFORE UPDATE ON record
    BEGIN SELECT RAISE(ABORT, 'a record is never changed'); END;
CREATE TRIGGER record_remains BEFORE DELETE ON record
    BEGIN SELECT RAISE(ABORT, 'a record is never deleted'); END;
CREATE TRIGGER pair_advances BEFORE UPDATE ON pair
    WHEN NEW.sequence <> OLD.sequence + 1
    BEGIN SELECT RAISE(ABORT, 'a pair goes on by one record'); END;
CREATE TRIGGER pair_remains BEFORE DELETE ON pair
    BEGIN SELECT RAISE(ABORT, 'a pair is never deleted'); END;
CREATE TRIGGER evidence_once BEFORE INSERT ON evidence
    WHEN EXISTS (SELECT 1 FROM evidence WHERE digest = NEW.digest OR id = NEW.id)
    BEGIN SELECT RAISE(IGNORE); END;
CREATE TRIGGER evidence_stays BEFORE UPDATE ON evidence
    BEGIN SELECT RAISE(ABORT, 'evidence is never changed'); END;
CREATE TRIGGER evidence_remains BEFORE DELETE ON evidence
    BEGIN SELECT RAISE(ABORT, 'evidence is never deleted'); END;
CREATE TRIGGER audit_appends BEFORE INSERT ON audit
    WHEN NEW.number <> 1 + coalesce((SELECT max(number) FROM audit), 0)
    BEGIN SELECT RAISE(ABORT, 'the audit log is only appended to'); END;
CREATE TRIGGER audit_stays BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END;
CREATE TRIGGER audit_remains BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'nothing is deleted from the audit log'); END;
