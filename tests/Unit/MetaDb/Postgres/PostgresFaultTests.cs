using Fairway.Delivery.Records;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Postgres;
using Npgsql;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb.Postgres;

/// <summary>A server that goes away, refuses or is busy. It is this test's own, since it is killed.</summary>
public sealed class PostgresFaultTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly PostgresServer server = new();
    private string address = "";

    public async ValueTask InitializeAsync() => address = await server.CreateAsync();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    [Fact]
    public async Task What_a_killed_server_had_acknowledged_is_there_and_nothing_by_halves()
    {
        await using var db = await PostgresMetaDb.OpenAsync(address, None);
        await db.PutContentAsync(Manifest, None);
        for (var round = 0; round < 3; round++)
        {
            var before = (await db.NewestAsync(Dns, None)).Sequence;
            var writers = Enumerable.Range(0, 4).Select(writer => WriteUntilRefusedAsync(db, writer)).ToArray();
            await Task.WhenAny(writers.Select(writer => writer.Begun));
            await server.KillAsync();
            var acknowledged = (await Task.WhenAll(writers.Select(writer => writer.Ended))).Sum();
            var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(() => db.NewestAsync(Dns, None));
            await server.StartAsync();

            var state = await db.NewestAsync(Dns, None);
            var audit = await ListAsync(db.AuditAsync(0, None));
            Assert.Contains("look at the server", refused.Message, StringComparison.Ordinal);
            Assert.InRange(state.Sequence, before + acknowledged, long.MaxValue);
            Assert.Equal(state.Sequence, audit.Count);
            Assert.Null(await db.VerifyAuditAsync(null, None));
        }
    }

    [Fact]
    public async Task A_manager_that_holds_the_lock_for_too_long_is_named_and_later_all_goes_on()
    {
        var settings = PostgresSettings.Of(address) with { LockTimeout = TimeSpan.FromMilliseconds(50) };
        await using var db = await PostgresMetaDb.OpenAsync(settings, None);
        await using var source = server.Source(PostgresSharingTests.Name(address));
        await using (var other = await source.OpenConnectionAsync(None))
        {
            await using var hold = new NpgsqlCommand($"SELECT pg_advisory_lock({PostgresFormat.WritersLock})", other);
            await hold.ExecuteNonQueryAsync(None);

            var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(
                () => db.AppendAuditAsync(Audit(), None));
            Assert.Contains("another manager has held", refused.Message, StringComparison.Ordinal);
            Assert.Empty(await ListAsync(db.AuditAsync(0, None)));
        }

        Assert.Equal(1, (await db.AppendAuditAsync(Audit(), None)).Number);
    }

    [Fact]
    public async Task A_standby_takes_no_writes_and_says_so()
    {
        await using var db = await PostgresMetaDb.OpenAsync(address, None);
        await server.ExecuteAsync(
            "postgres",
            $"ALTER DATABASE {PostgresSharingTests.Name(address)} SET default_transaction_read_only = on");
        await using var again = await PostgresMetaDb.OpenAsync(address, None);

        var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(
            () => again.AppendAuditAsync(Audit(), None));

        Assert.EndsWith("takes no writes, as a standby does: name the primary, or several hosts", refused.Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("user", "refuses the login")]
    [InlineData("database", "does not exist: create it by CREATE DATABASE \"nowhere\"")]
    [InlineData("host", "does not answer")]
    public async Task Who_cannot_connect_hears_why_and_never_the_password(string wrong, string why)
    {
        var mistaken = wrong switch
        {
            "user" => address.Replace("postgres@", "nobody:hunter2@", StringComparison.Ordinal),
            "database" => server.Address("nowhere").Replace("postgres@", "postgres:hunter2@", StringComparison.Ordinal),
            _ => "postgresql://postgres:hunter2@127.0.0.1:1/facts",
        };

        var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(
            () => PostgresMetaDb.OpenAsync(mistaken, None));

        Assert.StartsWith("postgresql://127.0.0.1:", refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", refused.Message, StringComparison.Ordinal);
    }

    private static Writer WriteUntilRefusedAsync(PostgresMetaDb db, int number)
    {
        var begun = new TaskCompletionSource();
        return new Writer(begun.Task, RunAsync());

        async Task<long> RunAsync()
        {
            for (var done = 0L; ;)
            {
                try
                {
                    var sequence = (await db.NewestAsync(Dns, None)).Sequence;
                    await db.CommitAsync(
                        new()
                        {
                            Records = [new(Record(release: $"r-{number}-{done}"), sequence)],
                            Audit = [Audit($"look-{number}-{done}")],
                        },
                        None);
                    done++;
                    if (done == 5)
                    {
                        begun.TrySetResult();
                    }
                }
                catch (MetaDbConflictException)
                {
                    // Another writer was first: once more.
                }
                catch (MetaDbUnavailableException)
                {
                    begun.TrySetResult();
                    return done;
                }
            }
        }
    }

    private sealed record Writer(Task Begun, Task<long> Ended);
}
