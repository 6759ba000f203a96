using System.Text;
using Fairway.Tests.Twin.Storage.Disks;
using Fairway.Twin.Storage;
using Microsoft.Data.Sqlite;
using Xunit;
using static Fairway.Tests.Twin.Storage.Sample;

namespace Fairway.Tests.Twin.Storage;

/// <summary>The journal on real files, but for a disk that fails.</summary>
public sealed class SqliteJournalTests : IDisposable
{
    private const int Full = 13;
    private const int NotWritten = 10 | (3 << 8);
    private static readonly CancellationToken None = CancellationToken.None;
    private readonly string folder = Directory.CreateTempSubdirectory("fairway-store-").FullName;

    private string Database => Path.Combine(folder, "meta.db");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_store_that_is_opened_again_has_its_objects_and_their_index()
    {
        await using (var store = Open())
        {
            await store.CommitAsync(Create("a", "one"), None);
            await store.CommitAsync(Create("b", "two"), None);
            await store.CommitAsync(Replace("a", 2, "three"), None);
            await store.CommitAsync(new StoreWrite.Create("nodes", Draft(new Fairway.Kube.ObjectKey(null, "n"))), None);
        }

        await using var again = Open(fields: (resource, json) => [$"{resource} of {json.Length} bytes"]);

        Assert.Equal(5, again.Revision);
        var found = again.Find(Pods, Key("a"))!;
        var draft = Draft(Key("a"), "three");
        Assert.Equal(Encoding.UTF8.GetString(draft.Seal(4).Span), Text(found));
        Assert.Equal((4L, draft.Uid, "three"), (found.Revision, found.Uid, found.Labels.Find("app")));
        Assert.Equal([$"pods of {found.Json.Length} bytes"], found.Fields);
        Assert.Equal(["default/a", "default/b"], again.View(Pods).Select(static o => o.Key.ToString()));
        Assert.Null(again.View("nodes")[0].Key.Namespace);
    }

    [Fact]
    public async Task Revisions_go_on_after_the_newest_even_if_that_was_a_deletion()
    {
        await using (var store = Open())
        {
            await store.CommitAsync(Create("a"), None);
            await store.CommitAsync(Delete("a", 2), None);
        }

        await using var again = Open();

        Assert.Equal(3, again.Revision);
        Assert.Equal(4, (await again.CommitAsync(Create("a"), None)).Object!.Revision);
    }

    [Fact]
    public async Task History_from_before_the_restart_is_compacted()
    {
        await using (var store = Open())
        {
            await store.CommitAsync(Create("a"), None);
            await store.CommitAsync(Create("b"), None);
        }

        await using var again = Open();

        Assert.Equal(3, Assert.Throws<CompactedException>(() => again.Events(Pods).TryRead(2, out _)).Oldest);
        Assert.Throws<CompactedException>(() => again.ViewAt(Pods, 2));
        Assert.False(again.Events(Pods).TryRead(3, out _));
        Assert.Equal(2, again.ViewAt(Pods, 3).Count);
        Assert.Throws<CompactedException>(() => again.Events("other").TryRead(2, out _));
    }

    [Fact]
    public async Task A_second_store_on_the_same_folder_is_refused()
    {
        await using var store = Open();
        await store.CommitAsync(Create("a"), None);

        var refused = Assert.Throws<StoreInUseException>(() => Open());

        Assert.Contains("the data folder is in use", refused.Message, StringComparison.Ordinal);
        await store.CommitAsync(Create("b"), None);
    }

    [Fact]
    public void A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var content = Encoding.UTF8.GetBytes(new string('?', 5000));
        File.WriteAllBytes(Database, content);

        Assert.Throws<StoreFormatException>(() => Open());

        Assert.Equal(content, File.ReadAllBytes(Database));
    }

    [Theory]
    [InlineData("CREATE TABLE holiday (photo BLOB)", "not Fairway's")]
    [InlineData("PRAGMA journal_mode = WAL; CREATE TABLE holiday (photo BLOB)", "not Fairway's")]
    [InlineData("PRAGMA application_id = 1180131705; PRAGMA user_version = 99; CREATE TABLE a (b)", "format 99")]
    public void A_database_that_is_foreign_or_too_new_is_refused_and_left_as_it_is(string sql, string why)
    {
        Execute(sql);
        var content = File.ReadAllBytes(Database);

        var refused = Assert.Throws<StoreFormatException>(() => Open());

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllBytes(Database));
    }

    [Fact]
    public async Task A_database_of_the_first_format_is_opened()
    {
        Execute(
            """
            CREATE TABLE cluster (id INTEGER PRIMARY KEY CHECK (id = 1), revision INTEGER NOT NULL) STRICT;
            CREATE TABLE object (
                revision INTEGER PRIMARY KEY,
                resource TEXT NOT NULL,
                namespace TEXT,
                name TEXT NOT NULL,
                json BLOB NOT NULL) STRICT;
            INSERT INTO cluster VALUES (1, 7);
            INSERT INTO object
                VALUES (5, 'pods', 'default', 'a', CAST('{"metadata":{"uid":"u","labels":null}}' AS BLOB));
            PRAGMA application_id = 1180131705;
            PRAGMA user_version = 1;
            """);

        await using var store = Open();

        var found = store.Find(Pods, Key("a"))!;
        Assert.Equal((7L, 5L, "u"), (store.Revision, found.Revision, found.Uid));
    }

    [Theory]
    [InlineData("UPDATE object SET json = CAST('{\"metadata\":' AS BLOB)")]
    [InlineData("UPDATE object SET json = CAST('[]' AS BLOB)")]
    [InlineData("UPDATE cluster SET revision = 1")]
    [InlineData("INSERT INTO object SELECT 1, resource, namespace, name, json FROM object")]
    public async Task A_database_that_contradicts_itself_is_refused(string sql)
    {
        await using (var store = Open())
        {
            await store.CommitAsync(Create("a"), None);
        }

        Execute(sql);

        Assert.Throws<StoreFormatException>(() => Open());
        Execute("UPDATE cluster SET revision = 2");
    }

    [Fact]
    public async Task A_damaged_database_is_refused()
    {
        await using (var store = Open())
        {
            for (var i = 0; i < 200; i++)
            {
                await store.CommitAsync(Create($"p-{i}", new string('x', 500)), None);
            }
        }

        var whole = File.ReadAllBytes(Database);
        for (var at = 100; at < whole.Length; at += 4096)
        {
            var damaged = whole.ToArray();
            damaged.AsSpan(at - 100, 512).Fill(0xA5);
            File.WriteAllBytes(Database, damaged);
            Assert.Throws<StoreFormatException>(() => Open());
        }

        File.WriteAllBytes(Database, whole[..(whole.Length / 2)]);
        Assert.Throws<StoreFormatException>(() => Open());
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_said_to_be_so()
    {
        File.WriteAllText(Path.Combine(folder, "file"), "");

        var below = Path.Combine(folder, "file", "data");
        var refused = Assert.Throws<StoreUnavailableException>(() => SqliteJournal.In(below));

        Assert.Contains("cannot be made", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Full)]
    [InlineData(NotWritten)]
    public async Task While_the_disk_fails_writes_are_refused_and_reads_go_on(int code)
    {
        var disk = new Disk();
        await using (var store = new ClusterStore(Options(new SqliteJournal(disk.Database, DiskVfs.Use()))))
        {
            await store.CommitAsync(Create("a"), None);
            disk.Fault = change => change.Kind == DiskChangeKind.Write ? code : 0;

            var create = store.CommitAsync(Create("b"), None);
            var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => create);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CommitAsync(Delete("a", 2), None));

            Assert.Contains("could not be stored", refused.Message, StringComparison.Ordinal);
            Assert.Equal((2L, 1), (store.Revision, store.View(Pods).Count));
            disk.Fault = static _ => 0;
            Assert.Equal(CommitOutcome.Committed, (await store.CommitAsync(Create("b"), None)).Outcome);
        }

        await using var again = new ClusterStore(Options(new SqliteJournal(disk.Database, DiskVfs.Use())));
        Assert.Equal(["a", "b"], again.View(Pods).Select(static o => o.Key.Name));
    }

    private ClusterStore Open(Func<string, ReadOnlyMemory<byte>, IReadOnlyList<string>>? fields = null) =>
        new(Options(SqliteJournal.In(folder)) with { FieldsOf = fields });

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
