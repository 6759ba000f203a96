using System.Text.Json;
using Fairway.Kube.Pods.Objects;
using Fairway.Kube.Pods.Revisions;
using Fairway.Tests.Workloads.Rows;
using Fairway.Workloads.Kruise;
using Fairway.Workloads.Pods;
using Xunit;

namespace Fairway.Tests.Workloads.PodRows;

/// <summary>Updates in place that follow one another before the pod's node acts on them.</summary>
public sealed class InPlaceTests
{
    private static readonly PodView Pod = Running("p:nogate,img=c1:a,runs=c1:id-a");

    [Fact]
    public void An_update_that_is_taken_back_before_its_node_acts_is_over()
    {
        Assert.True(InPlaceUpdate.IsUnderWay(Asked(Pod, "b")));
        Assert.False(InPlaceUpdate.IsUnderWay(Asked(Asked(Pod, "b"), "a")));
        Assert.False(InPlaceUpdate.IsUnderWay(Asked(Asked(Asked(Pod, "b"), "c"), "a")));
    }

    [Fact]
    public void An_update_after_one_that_was_taken_back_is_waited_for() =>
        Assert.True(InPlaceUpdate.IsUnderWay(Asked(Asked(Asked(Pod, "b"), "a"), "b")));

    [Fact]
    public void An_update_to_what_was_asked_for_last_and_never_came_is_waited_for() =>
        Assert.True(InPlaceUpdate.IsUnderWay(Asked(Asked(Asked(Pod, "b"), "c"), "b")));

    [Fact]
    public void A_container_that_does_not_run_is_waited_for_where_its_update_is_taken_back()
    {
        var pod = Asked(Asked(Pod, "b"), "a");
        Assert.True(InPlaceUpdate.IsUnderWay(
            pod with { Containers = [.. pod.Containers.Select(c => c with { RunningSince = null })] }));
    }

    private static PodTemplate Template
    {
        get
        {
            using var document = JsonDocument.Parse("{}");
            return PodTemplate.Read(document.RootElement);
        }
    }

    /// <summary>The pod with the image that is asked for now, and still running the first one.</summary>
    private static PodView Asked(PodView pod, string image)
    {
        var target = new RevisionView { Meta = new ObjectMeta { Name = "new" }, Template = Template };
        var step = new InPlaceUpdate(TimeSpan.Zero, PodText.Now).Next(
            pod, new InPlaceChange([("c1", image)], []), target, (WellKnown.ControllerRevisionHash, "new"))!;
        var state = (string)step.Patch["metadata"]!["annotations"]![KruiseNames.InPlaceState]!;
        return Running(
            $"p:nogate,img=c1:{image},runs=c1:id-a,note={KruiseNames.InPlaceState}|{state.Replace(',', ';')}");
    }

    private static PodView Running(string text)
    {
        var pod = PodText.Read(text);
        var since = PodText.Now.AddHours(-1);
        return pod with { Containers = [.. pod.Containers.Select(c => c with { RunningSince = since })] };
    }
}
