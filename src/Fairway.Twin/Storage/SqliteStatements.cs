using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Fairway.Twin.Storage;

/// <summary>The prepared statements by which a group of events becomes one transaction.</summary>
internal sealed class SqliteStatements : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand begin;
    private readonly SqliteCommand commit;
    private readonly SqliteCommand insert;
    private readonly SqliteCommand delete;
    private readonly SqliteCommand advance;

    public SqliteStatements(SqliteConnection connection)
    {
        this.connection = connection;
        begin = Prepare("BEGIN IMMEDIATE");
        commit = Prepare("COMMIT");
        insert = Prepare(
            """
            INSERT INTO object (revision, resource, namespace, name, json)
            VALUES ($revision, $resource, $namespace, $name, $json)
            """,
            ("$revision", SqliteType.Integer),
            ("$resource", SqliteType.Text),
            ("$namespace", SqliteType.Text),
            ("$name", SqliteType.Text),
            ("$json", SqliteType.Blob));
        delete = Prepare("DELETE FROM object WHERE revision = $revision", ("$revision", SqliteType.Integer));
        advance = Prepare("UPDATE cluster SET revision = $revision", ("$revision", SqliteType.Integer));
    }

    public void Write(IReadOnlyList<JournalEntry> group)
    {
        begin.ExecuteNonQuery();
        var first = group[0].Event.Revision;
        var superseded = group
            .Where(e => e.Event.Previous?.Revision >= first)
            .Select(static e => e.Event.Previous!.Revision)
            .ToHashSet();
        foreach (var (resource, happened) in group)
        {
            if (happened.Previous?.Revision < first)
            {
                Delete(happened.Previous.Revision);
            }

            if (happened.Kind != StoreEventKind.Deleted && !superseded.Contains(happened.Revision))
            {
                Insert(resource, happened.Object);
            }
        }

        advance.Parameters[0].Value = group[^1].Event.Revision;
        advance.ExecuteNonQuery();
        commit.ExecuteNonQuery();
    }

    /// <summary>
    /// Leaves the transaction that has failed, unless SQLite has done so itself. False where that cannot be done.
    /// </summary>
    public bool TryUndo() =>
        raw.sqlite3_get_autocommit(connection.Handle!) != 0
        || raw.sqlite3_exec(connection.Handle!, "ROLLBACK") == raw.SQLITE_OK
        || raw.sqlite3_get_autocommit(connection.Handle!) != 0;

    public void Dispose()
    {
        foreach (var command in new[] { begin, commit, insert, delete, advance })
        {
            command.Dispose();
        }
    }

    private void Delete(long revision)
    {
        delete.Parameters[0].Value = revision;
        if (delete.ExecuteNonQuery() != 1)
        {
            throw new SqliteException($"revision {revision} is missing", raw.SQLITE_CORRUPT);
        }
    }

    private void Insert(string resource, StoredObject stored)
    {
        var values = insert.Parameters;
        values[0].Value = stored.Revision;
        values[1].Value = resource;
        values[2].Value = stored.Key.Namespace ?? (object)DBNull.Value;
        values[3].Value = stored.Key.Name;
        values[4].Value = stored.Json.Span.ToArray();
        insert.ExecuteNonQuery();
    }

    private SqliteCommand Prepare(string sql, params (string Name, SqliteType Type)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, type) in parameters)
        {
            command.Parameters.Add(name, type);
        }

        command.Prepare();
        return command;
    }
}
