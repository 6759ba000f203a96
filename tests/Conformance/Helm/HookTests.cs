using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Helm;

/// <summary>Hooks are Jobs, whose pods end because of their images: see <see cref="FleetFixture"/>.</summary>
public sealed class HookTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => HelmSession.Versions;

    [Theory, MemberData(nameof(Versions))]
    public async Task Hooks_run_around_install_upgrade_rollback_and_uninstall(string version)
    {
        var helm = await HelmSession.StartAsync(fleet, version);

        await helm.DoAsync($"install one {HelmSession.Chart} --create-namespace --wait");
        // Only the one before has no policy to go when it has succeeded.
        Assert.Equal("job.batch/one-pre-install", await helm.Kubectl.DoAsync("get jobs -o name"));
        Assert.Equal("1", await helm.Kubectl.DoAsync("get job one-pre-install -o jsonpath={.status.succeeded}"));
        await helm.DoAsync($"upgrade one {HelmSession.Chart} --set tag=2");
        await helm.DoAsync("rollback one 1");
        await helm.DoAsync("uninstall one --wait");

        Assert.Equal("job.batch/one-pre-install", await helm.Kubectl.DoAsync("get jobs -o name"));
        var told = await helm.Kubectl.DoAsync(
            "get events --field-selector=reason=Completed -o jsonpath={.items[*].involvedObject.name}");
        Assert.Equal(
            [
                "one-post-install", "one-post-upgrade", "one-pre-delete", "one-pre-install", "one-pre-rollback",
                "one-pre-upgrade",
            ],
            told.Split(' ').Order());
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_hook_that_fails_stops_the_install(string version)
    {
        var helm = await HelmSession.StartAsync(fleet, version);

        var refused = await helm.FailAsync(
            $"install one {HelmSession.Chart} --create-namespace --timeout 20s"
            + " --set hookImage=registry.example/fail:1");

        Assert.Contains("INSTALLATION FAILED: failed pre-install", refused, StringComparison.Ordinal);
        Assert.Equal(
            "BackoffLimitExceeded",
            await helm.Kubectl.DoAsync([
                "get", "job", "one-pre-install", "-o", "jsonpath={.status.conditions[?(@.type==\"Failed\")].reason}",
            ]));
        Assert.Equal(["one 1 failed"], await helm.ReleasesAsync());
        Assert.Equal("", await helm.Kubectl.DoAsync("get deployment -o name"));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task A_test_of_a_release_passes_or_fails(string version)
    {
        var helm = await HelmSession.InstalledAsync(fleet, version);

        Assert.Matches(@"Phase:\s+Succeeded", await helm.DoAsync("test one"));
        await helm.DoAsync($"upgrade one {HelmSession.Chart} --no-hooks --set testImage=registry.example/fail:1");
        await helm.FailAsync("test one --timeout 20s");

        Assert.Equal("Failed", await helm.Kubectl.DoAsync("get pod one-answers -o jsonpath={.status.phase}"));
    }
}
