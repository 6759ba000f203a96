using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Delivery.Records;
using Fairway.MetaDb.Auditing;
using Fairway.MetaDb.Sqlite;
using Fairway.Schema.Digests;
using Microsoft.Data.Sqlite;
using Xunit;
using static Fairway.Tests.MetaDb.Sample;

namespace Fairway.Tests.MetaDb.Sqlite;

/// <summary>What becomes of the file: opened again, opened twice, foreign, damaged, tampered with.</summary>
public sealed class SqliteFileTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly SqliteFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_store_that_is_opened_again_has_what_was_recorded()
    {
        await file.FillAsync(3);

        await using var again = await file.OpenAsync();

        Assert.Equal("r-3", (await again.NewestAsync(Dns, None)).Newest!.ReleaseId);
        Assert.Equal(Manifest, (await again.FindContentAsync(Digest.Of(Manifest), None))!.Value.ToArray());
        Assert.Equal("well 2", (await ListAsync(again.EvidenceOfAsync("r-2", null, None)))[0].Evidence.Says);
        Assert.Null(await again.VerifyAuditAsync(null, None));
        Assert.Equal(4, (await again.AppendAuditAsync(Audit(), None)).Number);
    }

    [Fact]
    public async Task Two_managers_share_the_file()
    {
        await using var one = await file.OpenAsync();
        await using var other = await file.OpenAsync();
        await one.PutContentAsync(Manifest, None);
        for (var i = 0; i < 20; i++)
        {
            var both = new[] { one, other }.Select(db => db.AppendAuditAsync(Audit($"look-{i}"), None));
            Assert.Equal([(2 * i) + 1, (2 * i) + 2], (await Task.WhenAll(both)).Select(mark => mark.Number).Order());
        }

        await other.RecordAsync(Record(release: "r-other", epoch: 2), 0, None);

        var late = await Assert.ThrowsAsync<StaleEpochException>(() => one.RecordAsync(Record(epoch: 1), 0, None));
        Assert.Equal(2, late.Highest);
        Assert.Equal("r-other", (await one.NewestAsync(Dns, None)).Newest!.ReleaseId);
        Assert.Null(await one.VerifyAuditAsync(null, None));
    }

    [Fact]
    public async Task Managers_that_start_at_once_make_one_store()
    {
        for (var round = 0; round < 5; round++)
        {
            var path = Path.Combine(file.Folder, $"new-{round}", "facts.db");
            var stores = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => SqliteMetaDb.OpenAsync(path, None)));
            var marks = await Task.WhenAll(stores.Select(db => db.AppendAuditAsync(Audit(), None)));

            Assert.Equal([1, 2, 3, 4, 5, 6], marks.Select(mark => mark.Number).Order());
            foreach (var db in stores)
            {
                await db.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task The_file_is_for_its_owner_alone()
    {
        await file.FillAsync(1);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file.Path));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var content = Encoding.UTF8.GetBytes(new string('?', 5000));
        File.WriteAllBytes(file.Path, content);

        var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(file.OpenAsync);

        Assert.Equal(
            $"{file.Path} is not a database: name another file, or restore it from a backup", refused.Message);
        Assert.Equal(content, File.ReadAllBytes(file.Path));
    }

    [Theory]
    [InlineData("CREATE TABLE holiday (photo BLOB)", "not one of Fairway's records")]
    [InlineData("PRAGMA journal_mode = WAL; CREATE TABLE holiday (photo BLOB)", "not one of Fairway's records")]
    [InlineData("PRAGMA application_id = 1180134756; PRAGMA user_version = 99; CREATE TABLE a (b)", "format 99")]
    public async Task A_database_that_is_foreign_or_too_new_is_refused_and_left_as_it_is(string sql, string why)
    {
        file.Execute(sql);
        var content = File.ReadAllBytes(file.Path);

        var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(file.OpenAsync);

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllBytes(file.Path));
    }

    [Fact]
    public async Task A_path_that_cannot_be_a_file_is_said_to_be_so()
    {
        File.WriteAllText(Path.Combine(file.Folder, "file"), "");
        foreach (var path in new[] { file.Folder, Path.Combine(file.Folder, "file", "below", "facts.db") })
        {
            var opening = SqliteMetaDb.OpenAsync(path, None);
            var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(() => opening);
            Assert.Contains($"{path} cannot be opened for writing", refused.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task While_another_process_holds_the_file_writes_are_refused_and_reads_go_on()
    {
        var settings = new SqliteSettings(file.Path) { BusyTimeout = TimeSpan.FromMilliseconds(10) };
        await using var db = await SqliteMetaDb.OpenAsync(settings, None);
        await db.AppendAuditAsync(Audit(), None);
        using (var other = new SqliteConnection($"Data Source={file.Path};Pooling=False"))
        {
            other.Open();
            using var begin = other.CreateCommand();
            begin.CommandText = "BEGIN IMMEDIATE";
            begin.ExecuteNonQuery();

            var append = db.AppendAuditAsync(Audit(), None);
            var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(() => append);

            Assert.Equal(
                $"another process has held {file.Path} for longer than 0.01 s: look for a backup or a shell that has "
                + "it open, and try again",
                refused.Message);
            Assert.Single(await ListAsync(db.AuditAsync(0, None)));
        }

        Assert.Equal(2, (await db.AppendAuditAsync(Audit(), None)).Number);
    }

    [Fact]
    public async Task A_file_that_was_taken_away_is_no_longer_written_to()
    {
        await using var db = await file.OpenAsync();
        await db.AppendAuditAsync(Audit(), None);
        File.Move(file.Path, file.Path + ".old");

        var refused = await Assert.ThrowsAsync<MetaDbUnavailableException>(() => db.AppendAuditAsync(Audit(), None));

        Assert.Contains("was taken away while it was in use", refused.Message, StringComparison.Ordinal);
        File.Move(file.Path + ".old", file.Path);
        Assert.Equal(2, (await db.AppendAuditAsync(Audit(), None)).Number);
    }

    [Fact]
    public async Task What_was_asked_before_closing_is_done_and_nothing_after()
    {
        var db = await file.OpenAsync();
        var asked = Enumerable.Range(0, 300).Select(i => db.AppendAuditAsync(Audit($"look-{i}"), None)).ToArray();
        await db.DisposeAsync();

        Assert.Equal(300, (await Task.WhenAll(asked)).Max(mark => mark.Number));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => db.AppendAuditAsync(Audit(), None));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => db.NewestAsync(Dns, None));
        await db.DisposeAsync();
    }

    [Fact]
    public async Task Continuations_stay_on_the_caller_s_context()
    {
        await using var db = await file.OpenAsync();
        var context = new PumpedContext();
        var threads = new List<int>();
        context.Run(async () =>
        {
            for (var i = 0; i < 3; i++)
            {
                await db.AppendAuditAsync(Audit(), None);
                threads.Add(Environment.CurrentManagedThreadId);
                await foreach (var _ in db.AuditAsync(0, None))
                {
                    threads.Add(Environment.CurrentManagedThreadId);
                }
            }
        });

        Assert.Equal(9, threads.Count);
        Assert.All(threads, thread => Assert.Equal(Environment.CurrentManagedThreadId, thread));
    }

    /// <summary>Runs on the thread that calls it, and waits for what others post.</summary>
    private sealed class PumpedContext : SynchronizationContext
    {
        private readonly BlockingCollection<(SendOrPostCallback Call, object? State)> ready = [];

        public override void Post(SendOrPostCallback d, object? state) => ready.Add((d, state));

        public void Run(Func<Task> work)
        {
            var previous = Current;
            SetSynchronizationContext(this);
            try
            {
                var task = EndAsync(work);
                foreach (var (call, state) in ready.GetConsumingEnumerable())
                {
                    call(state);
                }

                task.GetAwaiter().GetResult();
            }
            finally
            {
                SetSynchronizationContext(previous);
            }
        }

        private async Task EndAsync(Func<Task> work)
        {
            try
            {
                await work();
            }
            finally
            {
                ready.CompleteAdding();
            }
        }
    }
}
