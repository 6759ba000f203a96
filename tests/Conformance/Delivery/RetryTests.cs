using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>Clusters that are left out of a Release and tried again, with kubectl and the CLI.</summary>
[Collection(typeof(DeliveryCollection))]
public sealed class RetryTests(DeliveryFleet fleet)
{
    [Fact]
    public async Task A_cluster_is_left_out_by_who_asks_and_catches_up_after_the_others()
    {
        await fleet.Meta().DoAsync("apply -f -", """
            apiVersion: fairway.dev/v1alpha1
            kind: ReleasePipeline
            metadata: {name: patchy}
            spec:
              stages:
              - {name: canary, selector: {matchLabels: {fairway.dev/stage: canary}}}
              - {name: rest, selector: {}}
              stepDeadline: 60s
            """);
        await fleet.InstallAsync("patched", "1.0.0", "1.1.0");
        await fleet.Meta().DoAsync("create -f -", """
            apiVersion: fairway.dev/v1alpha1
            kind: Release
            metadata: {name: patched-next}
            spec:
              pipeline: patchy
              paused: true
              clusters: {matchExpressions: [{key: fairway.dev/stage, operator: Exists}]}
              changes: [{component: patched, version: 1.1.0}]
            """);
        var forged = Skip("mallory");
        var refused = await fleet.Meta().TryAsync(["patch", "frel", "patched-next", "--type=merge", "-p", forged]);
        Assert.Contains("spec.skips: by must be who asks: ", $"{refused}", StringComparison.Ordinal);
        var skipped = await fleet.DoAsync(
            $"release skip patched-next --cluster {DeliveryFleet.Smallflow} --reason=disks");
        Assert.Equal($"release/patched-next leaves {DeliveryFleet.Smallflow} out\n", skipped);
        await fleet.DoAsync("release resume patched-next");
        await fleet.Meta().DoAsync("wait frel/patched-next --for=condition=Complete --timeout=60s");
        await fleet.WaitForAsync(DeliveryFleet.Smallflow, "patched-next", ".status.reason", "Skipped");
        Assert.StartsWith("1.0.0 1.0.0", await fleet.VersionsAsync(DeliveryFleet.Smallflow, "patched"));
        Assert.StartsWith("1.1.0 1.1.0", await fleet.VersionsAsync(DeliveryFleet.Production, "patched"));

        await fleet.DoAsync($"release retry patched-next --cluster {DeliveryFleet.Smallflow}");
        await fleet.WaitForAsync(DeliveryFleet.Smallflow, "patched-next", ".status.phase", "Succeeded");
        Assert.StartsWith("1.1.0 1.1.0", await fleet.VersionsAsync(DeliveryFleet.Smallflow, "patched"));
        Assert.Equal("1", await fleet.Meta(DeliveryFleet.Smallflow)
            .DoAsync("get fcr patched-next -o jsonpath={.status.attempt}"));
    }

    private static string Skip(string by) => $$$"""
        {"spec":{"skips":[{"cluster":"{{{DeliveryFleet.Smallflow}}}","reason":"r","by":"{{{by}}}"}]}}
        """;
}
