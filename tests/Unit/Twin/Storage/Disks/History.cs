using Fairway.Twin.Storage;

namespace Fairway.Tests.Twin.Storage.Disks;

/// <summary>Histories of writes, to be interrupted.</summary>
internal static class History
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>
    /// Everything that a store does, once: single writes, groups, deletions, large objects, the same key again.
    /// </summary>
    public static async Task PlayScriptAsync(ClusterStore store)
    {
        for (var i = 0; i < 6; i++)
        {
            await store.CommitAsync(Sample.Create($"single-{i}", new string('s', 700 * i)), None);
        }

        var group = Enumerable.Range(0, 8).Select(i => store.CommitAsync(Sample.Create($"group-{i}", "g"), None));
        await Task.WhenAll(group.ToArray());
        var large = await store.CommitAsync(Sample.Create("large", new string('x', 30_000), "configmaps"), None);
        var smaller = Sample.Replace("large", large.Object!.Revision, new string('y', 9_000), "configmaps");
        await store.CommitAsync(smaller, None);
        for (var i = 0; i < 6; i++)
        {
            var there = store.Find(Sample.Pods, Sample.Key($"single-{i}"))!;
            var replaced = store.CommitAsync(Sample.Replace($"single-{i}", there.Revision, "r"), None);
            var newest = store.Head(Sample.Pods, Sample.Key($"single-{i}"))!;
            var again = store.CommitAsync(Sample.Replace($"single-{i}", newest.Revision, "rr"), None);
            await Task.WhenAll(replaced, again);
        }

        for (var i = 0; i < 8; i += 2)
        {
            var there = store.Find(Sample.Pods, Sample.Key($"group-{i}"))!;
            await store.CommitAsync(Sample.Delete($"group-{i}", there.Revision), None);
        }

        await store.CommitAsync(Sample.Create("group-0", "back"), None);
        await store.CommitAsync(Sample.Delete("group-0", store.Revision), None);
    }

    /// <summary>
    /// Several writers at once, each with a seeded mind. Which of their writes make a group is up to the threads. Says
    /// how many the store refused to store, and how many it answered.
    /// </summary>
    public static async Task<(int Refused, int Answered)> PlayAtRandomAsync(
        ClusterStore store,
        int seed,
        int writers,
        int writes)
    {
        var refused = await Task.WhenAll(
            from writer in Enumerable.Range(0, writers)
            select Task.Run(() => WriteAtRandomAsync(store, new Random(seed + writer), writes)));
        return (refused.Sum(), (writers * writes) - refused.Sum());
    }

    private static async Task<int> WriteAtRandomAsync(ClusterStore store, Random random, int writes)
    {
        var refused = 0;
        for (var i = 0; i < writes; i++)
        {
            try
            {
                await store.CommitAsync(WriteAtRandom(store, random), None);
            }
            catch (StoreUnavailableException)
            {
                refused++;
            }
        }

        return refused;
    }

    private static StoreWrite WriteAtRandom(ClusterStore store, Random random)
    {
        var resource = random.Next(3) == 0 ? "configmaps" : Sample.Pods;
        var name = $"o-{random.Next(12)}";
        var length = random.Next(random.Next(10) == 0 ? 12_000 : 300);
        var content = new string((char)('a' + random.Next(26)), length);
        var there = store.Head(resource, Sample.Key(name));
        return (there, random.Next(3)) switch
        {
            (null, _) => Sample.Create(name, content, resource),
            (_, 0) => Sample.Delete(name, there.Revision, resource),
            _ => Sample.Replace(name, there.Revision, content, resource),
        };
    }
}
