namespace Fairway.MetaDb.Sqlite;

/// <summary>The migrations, which are embedded files: <c>0001.sql</c> makes version 1 of nothing, and so on.</summary>
internal static class SqliteTables
{
    /// <summary>The newest version that this program knows.</summary>
    public const int Newest = 1;

    /// <summary>The statements that make this version of the one before.</summary>
    public static string Migration(int version)
    {
        var name = $"Fairway.MetaDb.{version:d4}.sql";
        using var text = typeof(SqliteTables).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its embedded migration {name}.");
        return new StreamReader(text).ReadToEnd();
    }
}
