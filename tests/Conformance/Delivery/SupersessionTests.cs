using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>A newer Release takes the place of an older one, in a whole fleet.</summary>
[Collection(typeof(DeliveryCollection))]
public sealed class SupersessionTests(DeliveryFleet fleet)
{
    [Fact]
    public async Task What_waits_makes_way_for_what_is_newer()
    {
        await fleet.Meta().DoAsync("apply -f -", """
            apiVersion: fairway.dev/v1alpha1
            kind: ReleasePipeline
            metadata: {name: hasty}
            spec:
              onNewer: Supersede
              stages: [{name: canary, selector: {matchLabels: {fairway.dev/stage: canary}}}]
              stepDeadline: 60s
            """);
        await fleet.InstallAsync("hasted", "1.0.0", "1.1.0", "1.2.0");
        await fleet.Meta().DoAsync("create -f -", """
            apiVersion: fairway.dev/v1alpha1
            kind: Release
            metadata: {name: hasted-older}
            spec: {pipeline: hasty, paused: true, changes: [{component: hasted, version: 1.1.0}]}
            """);
        await fleet.Meta().DoAsync("wait frel/hasted-older --for=jsonpath={.status.phase}=Paused --timeout=60s");
        await fleet.DoAsync("release create hasted-newer hasted=1.2.0 -p hasty --priority 7");
        await fleet.Meta().DoAsync("wait frel/hasted-newer --for=condition=Complete --timeout=60s");

        Assert.Equal("Superseded hasted-newer", await fleet.Meta().DoAsync(
            ["get", "frel", "hasted-older", "-o", "jsonpath={.status.phase} {.status.supersededBy}"]));
        Assert.StartsWith("1.2.0 1.2.0", await fleet.VersionsAsync(DeliveryFleet.Canary, "hasted"));
        var over = await fleet.TryAsync("release watch hasted-older");
        Assert.Equal(1, over.ExitCode);
    }
}
