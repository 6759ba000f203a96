using Fairway.Kube;
using Fairway.Twin.Storage;
using Xunit;
using static Fairway.Tests.Twin.Storage.Sample;

namespace Fairway.Tests.Twin.Storage;

public sealed class ClusterStoreTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Fact]
    public void An_empty_store_is_at_revision_one()
    {
        var store = new ClusterStore(Options());

        Assert.Equal(1, store.Revision);
        Assert.Empty(store.View(Pods));
        Assert.Empty(store.ViewAt(Pods, 1));
    }

    [Fact]
    public void A_commit_in_memory_is_complete_when_it_returns()
    {
        var store = new ClusterStore(Options());

        var commit = store.CommitAsync(Create("a"), None);

        Assert.True(commit.IsCompletedSuccessfully);
        Assert.Equal(2, store.Revision);
        Assert.Equal(2, store.Find(Pods, Key("a"))!.Revision);
        Assert.Contains("\"resourceVersion\":\"2\"", Text(store.Find(Pods, Key("a"))!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_key_a_stale_revision_and_a_missing_object_are_refused_with_what_is_there()
    {
        var store = new ClusterStore(Options());
        var first = (await store.CommitAsync(Create("a", "one"), None)).Object!;
        var second = (await store.CommitAsync(Replace("a", first.Revision, "two"), None)).Object!;

        Assert.Equal(new CommitResult(CommitOutcome.Exists, second), await store.CommitAsync(Create("a"), None));
        var stale = new CommitResult(CommitOutcome.Stale, second);
        Assert.Equal(stale, await store.CommitAsync(Replace("a", first.Revision), None));
        Assert.Equal(stale, await store.CommitAsync(Delete("a", first.Revision), None));
        Assert.Equal(new CommitResult(CommitOutcome.Missing, null), await store.CommitAsync(Replace("b", 2), None));
        Assert.Equal(3, store.Revision);
    }

    [Fact]
    public async Task A_deletion_is_shown_with_its_own_revision()
    {
        var store = new ClusterStore(Options());
        await store.CommitAsync(Create("a"), None);

        var gone = await store.CommitAsync(Delete("a", 2), None);

        Assert.Equal(3, gone.Object!.Revision);
        Assert.Null(store.Find(Pods, Key("a")));
        Assert.True(store.Events(Pods).TryRead(2, out var batch));
        Assert.Equal((StoreEventKind.Deleted, 3L), (batch.Events.Span[0].Kind, batch.Events.Span[0].Revision));
        Assert.Equal(2, batch.Events.Span[0].Previous!.Revision);
    }

    [Fact]
    public async Task A_namespace_is_a_range_of_the_view()
    {
        var store = new ClusterStore(Options());
        foreach (var (ns, name) in new[] { ("b", "x"), ("a", "y"), ("a", "x"), ("a-b", "z"), ("c", "x") })
        {
            await store.CommitAsync(new StoreWrite.Create(Pods, Draft(new ObjectKey(ns, name))), None);
        }

        var view = store.View(Pods);
        Assert.Equal(["a-b/z", "a/x", "a/y", "b/x", "c/x"], view.Select(o => o.Key.ToString()));
        Assert.Equal(1..3, view.RangeOf("a"));
        Assert.Equal(0..1, view.RangeOf("a-b"));
        Assert.Equal(5..5, view.RangeOf("d"));
        Assert.Equal(2, view.IndexOf(new ObjectKey("a", "xx")));
    }
}
