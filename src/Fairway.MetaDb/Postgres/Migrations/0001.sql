-- Makes version 1 of nothing. Once it was released it is never changed: a change is a migration of its own.
--
-- The tables are those of SQLite (Sqlite/Migrations), in the schema "fairway". Names sort by their bytes, as everywhere.
-- The triggers keep what is recorded from mistakes: an update, a deletion or a truncation fails. What is there by its
-- digest is not stored again: see the statements that write.

CREATE TABLE format (version integer NOT NULL);
CREATE TABLE content (
    digest bytea PRIMARY KEY CHECK (length(digest) = 32),
    size bigint NOT NULL,
    deflated bytea NOT NULL);
ALTER TABLE content ALTER COLUMN deflated SET STORAGE EXTERNAL;
CREATE TABLE record (
    cluster text COLLATE "C" NOT NULL,
    component text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL CHECK (sequence > 0),
    mark bigint NOT NULL CHECK (mark IN (1, 2, 3)),
    version text NOT NULL,
    version_digest bytea CHECK (length(version_digest) = 32),
    values_digest bytea CHECK (length(values_digest) = 32),
    manifest_digest bytea NOT NULL REFERENCES content (digest),
    images text NOT NULL,
    release text NOT NULL,
    epoch bigint NOT NULL,
    at bigint NOT NULL,
    seal bytea NOT NULL CHECK (length(seal) = 8),
    PRIMARY KEY (cluster, component, sequence));
CREATE TABLE pair (
    cluster text COLLATE "C" NOT NULL,
    component text COLLATE "C" NOT NULL,
    sequence bigint NOT NULL,
    intended bigint,
    applied bigint,
    good bigint,
    PRIMARY KEY (cluster, component));
CREATE INDEX pair_by_component ON pair (component, cluster);
CREATE TABLE evidence (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    digest bytea NOT NULL UNIQUE CHECK (length(digest) = 32),
    release text COLLATE "C" NOT NULL,
    cluster text COLLATE "C",
    json bytea NOT NULL);
CREATE INDEX evidence_by_cluster ON evidence (release, cluster, id);
CREATE INDEX evidence_by_release ON evidence (release, id);
CREATE TABLE audit (
    number bigint PRIMARY KEY,
    hash bytea NOT NULL CHECK (length(hash) = 32),
    json bytea NOT NULL);

CREATE FUNCTION forbid() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'what is in % is never changed or deleted', TG_TABLE_NAME; END $$;
CREATE FUNCTION record_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence <> 1 + coalesce((SELECT max(sequence) FROM fairway.record
        WHERE cluster = NEW.cluster AND component = NEW.component), 0) THEN
        RAISE EXCEPTION 'a record follows the newest of its pair';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION pair_advances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.sequence <= OLD.sequence OR NEW.cluster <> OLD.cluster OR NEW.component <> OLD.component THEN
        RAISE EXCEPTION 'a pair goes on to a newer record';
    END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION audit_appends() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.number <> 1 + coalesce((SELECT max(number) FROM fairway.audit), 0) THEN
        RAISE EXCEPTION 'the audit log is only appended to';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER content_stays BEFORE UPDATE OR DELETE ON content FOR EACH ROW EXECUTE FUNCTION forbid();
CREATE TRIGGER content_remains BEFORE TRUNCATE ON content FOR EACH STATEMENT EXECUTE FUNCTION forbid();
CREATE TRIGGER record_follows BEFORE INSERT ON record FOR EACH ROW EXECUTE FUNCTION record_follows();
CREATE TRIGGER record_stays BEFORE UPDATE OR DELETE ON record FOR EACH ROW EXECUTE FUNCTION forbid();
CREATE TRIGGER record_remains BEFORE TRUNCATE ON record FOR EACH STATEMENT EXECUTE FUNCTION forbid();
CREATE TRIGGER pair_advances BEFORE UPDATE ON pair FOR EACH ROW EXECUTE FUNCTION pair_advances();
CREATE TRIGGER pair_stays BEFORE DELETE ON pair FOR EACH ROW EXECUTE FUNCTION forbid();
CREATE TRIGGER pair_remains BEFORE TRUNCATE ON pair FOR EACH STATEMENT EXECUTE FUNCTION forbid();
CREATE TRIGGER evidence_stays BEFORE UPDATE OR DELETE ON evidence FOR EACH ROW EXECUTE FUNCTION forbid();
CREATE TRIGGER evidence_remains BEFORE TRUNCATE ON evidence FOR EACH STATEMENT EXECUTE FUNCTION forbid();
CREATE TRIGGER audit_appends BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION audit_appends();
CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION forbid();
CREATE TRIGGER audit_remains BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION forbid();
