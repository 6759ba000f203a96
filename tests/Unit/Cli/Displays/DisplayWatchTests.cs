using System.Text.Json.Nodes;
using Fairway.Api;
using Fairway.Api.Releases;
using Fairway.Cli.Connections;
using Fairway.Cli.Displays;
using Fairway.Cli.Releases;
using Fairway.Cli.Terminals;
using Fairway.Kube;
using Fairway.Kube.Requests;
using Fairway.Tests.Releases.Scenes;
using Xunit;

namespace Fairway.Tests.Cli.Displays;

/// <summary>What <c>--watch</c> shows, in virtual time.</summary>
public sealed class DisplayWatchTests
{
    [Fact]
    public void What_changes_is_shown_until_the_user_has_seen_enough() => ReleaseWorld.Run(async world =>
    {
        using var stop = new CancellationTokenSource();
        var (output, error) = (new StringWriter(), new StringWriter());
        await Tests.Releases.Scenes.Fleets.ThreeStagesAsync(world);
        await world.ReleaseAsync("one", "1.0.0");
        var watch = Watch(world, output, error, stop.Token).RunAsync();
        await world.PassAsync(1);
        Assert.Equal(["one Pending"], Seen(output));

        await world.ReleaseAsync("two", "2.0.0");
        await world.PassAsync(1);
        Assert.Equal(["one Pending", "two Pending"], Seen(output));
        await world.PatchAsync(
            "/apis/fairway.dev/v1alpha1/releases/one/status", """{"status": {"phase": "Stopped"}}""");
        await world.PassAsync(1);
        Assert.Equal(["one Pending", "two Pending", "one Stopped"], Seen(output));
        await world.DeleteAsync("/apis/fairway.dev/v1alpha1/releases/two");
        await world.PassAsync(1);
        Assert.Equal("fairway: release/two is gone\n", error.ToString());

        await world.PassAsync(600);
        Assert.Equal(3, Seen(output).Length);
        stop.Cancel();
        await watch;
    });

    private static DisplayWatch Watch(
        ReleaseWorld world, StringWriter output, StringWriter error, CancellationToken stopped)
    {
        var session = new MetaSession(
            world.Meta, KubeEnvironment.Of(world.Time, 1), new Terminal(output, error, false), stopped);
        var source = new DisplaySource(
            world.Meta,
            [WatchedKind.Of(ApiJson.Default.Release)],
            async () => ReleaseDisplays.List(
                await world.Meta.ListAllAsync(
                    FairwayResources.Of<Release>(), ListQuery.All, ApiJson.Default.Release, default),
                world.Now));
        return new DisplayWatch(session, source, DisplayForm.Json);
    }

    private static string[] Seen(StringWriter output) =>
    [
        .. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)
            .Select(one => $"{one["metadata"]!["name"]} {one["status"]?["phase"] ?? "Pending"}"),
    ];
}
