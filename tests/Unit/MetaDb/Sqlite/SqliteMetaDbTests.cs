using Fairway.Delivery.Records;
using Fairway.MetaDb.Sqlite;

namespace Fairway.Tests.MetaDb.Sqlite;

/// <summary>The contract, on a real file.</summary>
public sealed class SqliteMetaDbTests : MetaDbContract
{
    private readonly string folder = Directory.CreateTempSubdirectory("fairway-metadb-").FullName;

    private protected override async Task<IMetaDb> OpenAsync() =>
        await SqliteMetaDb.OpenAsync(Path.Combine(folder, "facts.db"), None);

    private protected override ValueTask CleanAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }
}
