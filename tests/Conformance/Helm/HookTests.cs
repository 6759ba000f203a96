using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Helm;

/// <summary>The pods of hooks end because of their images: see <see cref="FleetFixture"/>.</summary>
public sealed class HookTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => HelmSession.Versions;

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
