using Fairway.Conformance.Hosts;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Sqlite;
using Fairway.Schema.Digests;
using Xunit;

namespace Fairway.Conformance.Records;

/// <summary>
/// Two managers that share a file, and are killed in the middle of recording, one after the other. What a loss of power
/// does is tested where the file is written.
/// </summary>
public sealed class KilledManagerTests
{
    private const StringComparison Start = StringComparison.Ordinal;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_killed_managers_have_recorded_is_there_and_nothing_by_half()
    {
        using var folder = new ScratchFolder();
        var path = folder["facts.db"];
        var said = new List<string>();
        for (var round = 0; round < 3; round++)
        {
            await using var one = await StartAsync(path, $"one{round}");
            await using var other = await StartAsync(path, $"other{round}");
            await one.SaysAsync($"recorded one{round}-2-{2 + round}", Cancel);
            await one.KillAsync();
            await other.SaysAsync($"recorded other{round}-1-12", Cancel);
            await other.KillAsync();
            said.AddRange(Recorded(one).Concat(Recorded(other)));
            await CheckAsync(path, said);
        }

        Assert.True(said.Count > 60, $"only {said.Count} batches were recorded");
    }

    private static async Task<ServerProcess> StartAsync(string path, string name)
    {
        var (process, _) = await ServerProcess.StartAsync(
            Environment.ProcessPath!, ["record", path, name], line => line.StartsWith("recorded ", Start), Cancel);
        return process;
    }

    // The last line may be cut off by the kill.
    private static IEnumerable<string> Recorded(ServerProcess process) => process.Output.Split('\n')
        .Where(line => line.StartsWith("recorded ", Start)).Select(line => line["recorded ".Length..]).SkipLast(1);

    private static async Task CheckAsync(string path, IReadOnlyList<string> said)
    {
        await using var db = await SqliteMetaDb.OpenAsync(path, Cancel);
        var history = await db.HistoryAsync(RecordCommand.Shared, int.MaxValue, null, Cancel);
        var there = history.Select(record => record.ReleaseId).Reverse().ToList();
        var audit = new List<string>();
        await foreach (var row in db.AuditAsync(0, Cancel))
        {
            audit.Add(row.Entry.Subject);
        }

        Assert.Null(await db.VerifyAuditAsync(null, Cancel));
        Assert.Empty(said.Except(there));
        Assert.Equal(there, audit);
        foreach (var name in there)
        {
            var content = await db.FindContentAsync(Digest.Of(RecordCommand.Manifest(name)), Cancel);
            Assert.Equal(RecordCommand.Manifest(name), content!.Value.ToArray());
            await using var evidence = db.EvidenceOfAsync(name, null, Cancel).GetAsyncEnumerator(Cancel);
            Assert.True(await evidence.MoveNextAsync());
        }
    }
}
