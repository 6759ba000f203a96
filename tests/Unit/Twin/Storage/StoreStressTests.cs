using System.Globalization;
using Fairway.Twin.Storage;
using Xunit;
using static Fairway.Tests.Twin.Storage.Sample;

namespace Fairway.Tests.Twin.Storage;

/// <summary>Many threads at once: what one writer and one reader see holds for all of them.</summary>
public sealed class StoreStressTests
{
    private const int Writers = 4;
    private const int Readers = 4;
    private const int Increments = 300;
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_increment_is_lost_and_every_reader_sees_all_in_order(bool persisted)
    {
        var folder = Directory.CreateTempSubdirectory("fairway-stress-").FullName;
        var each = persisted ? Increments / 10 : Increments;
        await using (var store = new ClusterStore(Options(persisted ? SqliteJournal.In(folder) : null)))
        {
            await store.CommitAsync(Create("counter", "0"), None);
            var until = 2 + (Writers * each);
            var readers = Enumerable.Range(0, Readers).Select(_ => Task.Run(() => FollowAsync(store, until))).ToArray();
            await Task.WhenAll(Enumerable.Range(0, Writers).Select(_ => Task.Run(() => IncrementAsync(store, each))));

            Assert.Equal(Writers * each, Count(store.Find(Pods, Key("counter"))!));
            Assert.All(await Task.WhenAll(readers), seen => Assert.Equal(Writers * each, seen));
        }

        Directory.Delete(folder, recursive: true);
    }

    private static async Task IncrementAsync(ClusterStore store, int times)
    {
        for (var done = 0; done < times;)
        {
            var there = store.Head(Pods, Key("counter"))!;
            var next = (Count(there) + 1).ToString(CultureInfo.InvariantCulture);
            var result = await store.CommitAsync(Replace("counter", there.Revision, next), None);
            Assert.True(store.Revision >= result.Object!.Revision, "acknowledged, and not to be seen");
            Assert.True(store.View(Pods)[0].Revision >= result.Object.Revision, "acknowledged, and not in the view");
            done += result.Outcome == CommitOutcome.Committed ? 1 : 0;
        }
    }

    /// <summary>Lists, then watches, as a client would; each event must be the one after the last.</summary>
    private static async Task<int> FollowAsync(ClusterStore store, long until)
    {
        var view = store.View(Pods);
        var (cursor, count) = (view.Revision, Count(view[0]));
        while (cursor < until)
        {
            var log = store.Events(Pods);
            await log.WaitAsync(cursor, None);
            log.TryRead(cursor, out var batch);
            foreach (var happened in batch.Events.ToArray())
            {
                Assert.Equal(++count, Count(happened.Object));
                Assert.Equal(count - 1, Count(happened.Previous!));
            }

            Assert.Equal(count, Count(store.ViewAt(Pods, batch.Revision)[0]));
            cursor = batch.Revision;
        }

        return count;
    }

    private static int Count(StoredObject counter) =>
        int.Parse(counter.Labels.Find("app")!, CultureInfo.InvariantCulture);
}
