using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Kubectl;

public sealed class DiscoveryTests(FleetFixture fleet)
{
    public static TheoryData<string> Versions => KubectlVersions.All;

    [Theory, MemberData(nameof(Versions))]
    public async Task Resources_and_versions_are_listed(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);

        var resources = await kubectl.DoAsync("api-resources");
        Assert.Matches(@"(?m)^deployments +deploy +apps/v1 +true +Deployment$", resources);
        Assert.Matches(@"(?m)^nodes +no +v1 +false +Node$", resources);
        Assert.Matches(@"(?m)^leases +coordination.k8s.io/v1 +true +Lease$", resources);
        Assert.Contains("pods", (await kubectl.DoAsync("api-resources --categories=all -o name")).Split('\n'));
        Assert.DoesNotContain("nodes", (await kubectl.DoAsync("api-resources --namespaced=true -o name")).Split('\n'));
        var versions = (await kubectl.DoAsync("api-versions")).Split('\n');
        Assert.Superset(
            new HashSet<string>
            {
                "v1",
                "apps/v1",
                "coordination.k8s.io/v1",
                "events.k8s.io/v1",
                "rbac.authorization.k8s.io/v1",
            },
            versions.ToHashSet()
        );
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Cluster_info_and_version_and_health(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);

        Assert.Contains("is running at", await kubectl.DoAsync("cluster-info"), StringComparison.Ordinal);
        var versions = JsonNode.Parse(await kubectl.DoAsync("version -o json"))!;
        Assert.Equal("36", (string?)versions["serverVersion"]!["minor"]);
        Assert.Equal("ok", await kubectl.DoAsync("get --raw /readyz"));
        Assert.Equal("ok", await kubectl.DoAsync("get --raw /livez"));
    }

    [Theory, MemberData(nameof(Versions))]
    public async Task Explain_tells_of_fields(string version)
    {
        var kubectl = await KubectlSession.StartAsync(fleet, version);

        var strategy = await kubectl.DoAsync("explain deployment.spec.strategy");
        Assert.Matches(@"(?m)^KIND: +Deployment$", strategy);
        Assert.Matches(@"(?m)^  rollingUpdate\s<RollingUpdateDeployment>$", strategy);
        Assert.Contains("Recreate", strategy, StringComparison.Ordinal);
        Assert.Contains("containerPort", await kubectl.DoAsync("explain pod --recursive"), StringComparison.Ordinal);
        Assert.Contains(
            "does not exist",
            await kubectl.FailAsync("explain pod.spec.nonsense"),
            StringComparison.Ordinal
        );
    }
}
