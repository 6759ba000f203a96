using Fairway.Api.Meta;
using Fairway.Api.Releases;
using Fairway.Kube;
using Fairway.Kube.Caching;
using Fairway.Kube.Objects;
using Fairway.Releases.Clusters;
using Xunit;

namespace Fairway.Tests.Releases.Clusters;

public sealed class ReleaseNewsTests
{
    private static readonly Release Running = new()
    {
        Metadata = new ObjectMeta { Name = "r", Uid = "1", Generation = 1 },
        Status = new ReleaseStatus { Phase = ReleasePhase.Running, Slots = Slots("a", "b"), Interlocked = ["d"] },
    };

    [Fact]
    public void A_slot_that_goes_from_one_cluster_to_another_concerns_the_two() =>
        Assert.Equal(["a", "c"], Concerned(Running with { Status = Running.Status! with { Slots = Slots("b", "c") } }));

    [Fact]
    public void A_cluster_that_waits_no_more_for_a_conflict_domain_is_concerned() =>
        Assert.Equal(["d"], Concerned(Running with { Status = Running.Status! with { Interlocked = null } }));

    [Fact]
    public void Counts_concern_nobody() =>
        Assert.Empty(Concerned(Running with { Status = Running.Status! with { Done = 7 } }));

    [Fact]
    public void What_every_cluster_goes_by_concerns_all()
    {
        var status = Running.Status!;
        Assert.All(
            [
                Running with { Metadata = Running.Metadata with { Generation = 2 } },
                Running with { Metadata = Running.Metadata with { Uid = "2" } },
                Running with { Metadata = Running.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch } },
                Running with { Status = status with { Phase = ReleasePhase.Stopped } },
                Running with { Status = status with { SupersededBy = "newer" } },
                Running with { Status = status with { Plan = new PinnedPlan { Digest = "sha256:1" } } },
            ],
            now => Assert.Equal(["a", "b", "c", "d", "e"], Concerned(now)));
    }

    [Fact]
    public void A_release_that_is_new_or_gone_concerns_all()
    {
        Assert.True(new ReleaseNews(new(null, Cached(Running)), false).IsFor("e"));
        Assert.True(new ReleaseNews(new(Cached(Running), null), false).IsFor("e"));
    }

    [Fact]
    public void All_are_concerned_where_rules_read_all_of_it() =>
        Assert.True(new ReleaseNews(new(Cached(Running), Cached(Running)), true).IsFor("e"));

    private static IEnumerable<string> Concerned(Release now)
    {
        var news = new ReleaseNews(new(Cached(Running), Cached(now)), false);
        return new[] { "a", "b", "c", "d", "e" }.Where(news.IsFor);
    }

    private static Slot[] Slots(params string[] clusters) =>
        [.. clusters.Select(cluster => new Slot { Cluster = cluster })];

    private static CachedObject<Release> Cached(Release release) =>
        new(new ObjectHead(new ObjectKey(null, "r"), release.Metadata.Uid!, ResourceVersion.None, null), release);
}
