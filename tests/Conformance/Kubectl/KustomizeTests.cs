using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

public sealed class KustomizeTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task A_kustomization_is_shown_applied_compared_and_deleted(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);
        var folder = fleet.Folder($"{kubectl.Namespace}-kustomize");
        File.WriteAllText(Path.Combine(folder, "web.yaml"), Manifests.Deployment);
        File.WriteAllText(
            Path.Combine(folder, "kustomization.yaml"),
            """
            namePrefix: my-
            resources: [web.yaml]
            images: [{name: registry.example/web, newTag: "7"}]
            configMapGenerator:
            - {name: settings, literals: [a=b]}
            """);

        Assert.Contains(
            "image: registry.example/web:7", await kubectl.DoAsync($"kustomize {folder}"), StringComparison.Ordinal);
        var applied = (await kubectl.DoAsync($"apply -k {folder}")).Split('\n');
        Assert.Contains("deployment.apps/my-web created", applied);
        Assert.Contains(applied, line => line.StartsWith("configmap/my-settings-", StringComparison.Ordinal));
        Assert.Equal(0, (await kubectl.TryAsync(["diff", "-k", folder])).ExitCode);
        await kubectl.DoAsync($"delete -k {folder}");
        Assert.Equal("", await kubectl.DoAsync("get deployment -o name"));
    }
}
