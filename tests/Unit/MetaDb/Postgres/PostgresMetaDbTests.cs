using Fairway.Delivery.Records;
using Fairway.MetaDb.Postgres;

namespace Fairway.Tests.MetaDb.Postgres;

/// <summary>The contract, on a real server.</summary>
public sealed class PostgresMetaDbTests(PostgresServer server) : MetaDbContract
{
    private protected override async Task<IMetaDb> OpenAsync() =>
        await PostgresMetaDb.OpenAsync(await server.CreateAsync(), None);
}
