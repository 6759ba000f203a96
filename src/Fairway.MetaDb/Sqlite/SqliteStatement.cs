using Microsoft.Data.Sqlite;

namespace Fairway.MetaDb.Sqlite;

/// <summary>A statement that is prepared once and used again; its parameters are <c>$0</c>, <c>$1</c>, ...</summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly SqliteCommand command;

    public SqliteStatement(SqliteConnection connection, string sql, int parameters = 0)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 0; i < parameters; i++)
        {
            command.Parameters.AddWithValue($"${i}", DBNull.Value);
        }

        command.Prepare();
    }

    public void Execute(params ReadOnlySpan<object?> values) => With(values).ExecuteNonQuery();

    /// <summary>Whether there is a row.</summary>
    public bool Any(params ReadOnlySpan<object?> values)
    {
        using var rows = With(values).ExecuteReader();
        return rows.Read();
    }

    /// <summary>The first row, by this function; null where there is none.</summary>
    public T? First<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
        where T : class
    {
        using var rows = With(values).ExecuteReader();
        return rows.Read() ? read(rows) : null;
    }

    public IReadOnlyList<T> All<T>(Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        var list = new List<T>();
        using var rows = With(values).ExecuteReader();
        while (rows.Read())
        {
            list.Add(read(rows));
        }

        return list;
    }

    public void Dispose() => command.Dispose();

    private SqliteCommand With(ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return command;
    }
}
