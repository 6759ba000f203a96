using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.DaemonSets;
using Xunit;

namespace Fairway.Tests.Workloads.DaemonSets;

/// <summary>Pods that were made unready for an update in place which is not wanted any more.</summary>
public sealed class RestoreTests
{
    private const string IdOfBefore = "id-1";

    private const string UnderWay =
        $$"""note=apps.kruise.io/inplace-update-state|{"lastContainerStatuses":{"c":{"imageID":"{{IdOfBefore}}"} } }""";

    private const string InPlace = """{"rollingUpdateType":"InPlaceIfPossible"}""";

    private const string Paused = """{"rollingUpdateType":"InPlaceIfPossible","paused":true}""";

    [Fact]
    public void A_pod_that_is_prepared_for_another_revision_and_wanted_again_as_it_is_serves_again() =>
        Assert.Equal("change p gate=True", Planned("p:new,gate=False/old,node=n0,unready"));

    [Fact]
    public void It_waits_for_the_update_that_it_had_before() => Assert.Equal(
        "-", Planned($"p:new,gate=False/old,node=n0,unready,runs=c:{IdOfBefore},{UnderWay}"));

    [Fact]
    public void A_pod_of_an_old_revision_that_is_prepared_serves_again_when_its_set_is_paused() =>
        Assert.Equal("change p gate=True", Planned("p:old,gate=False/new,node=n0,unready", Paused));

    private static string Planned(string pod, string strategy = InPlace) =>
        ActionText.Of(AdvancedDaemonSetPlanner.Plan(
            new AdvancedDaemonSetObservation(
                DaemonSetRowTests.Set(strategy, "b"), PodText.Now)
            {
                Nodes = DaemonSetRowTests.Nodes(["n0"]),
                Pods = [PodText.Read(pod)],
                Revisions = [DaemonSetRowTests.Revision("old", 1, "a"), DaemonSetRowTests.Revision("new", 2, "b")],
            }).Actions);
}
