using System.Text.Json.Nodes;
using Fairway.Kube.Pods.Objects;
using Fairway.Twin.Behaviour.Access;
using Xunit;

namespace Fairway.Tests.Twin.Behaviour.Access;

public sealed class AccessControllersTests
{
    private const string Roles = "/apis/rbac.authorization.k8s.io/v1/clusterroles";

    [Fact]
    public void A_role_collects_the_rules_of_others_as_they_change() => TwinCluster.Run(async cluster =>
    {
        await cluster.PostAsync(
            Roles,
            """
            {"metadata":{"name":"all"},"rules":[],
             "aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"to":"all"}}]}}
            """);
        await cluster.PostAsync(Roles, Part("b", "pods"));
        await cluster.PostAsync(Roles, Part("a", "secrets"));
        await cluster.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("secrets,pods", await ResourcesAsync(cluster, "all"));

        await cluster.DeleteAsync($"{Roles}/b");
        await cluster.PassAsync(TimeSpan.FromSeconds(10));
        Assert.Equal("secrets", await ResourcesAsync(cluster, "all"));
    });

    [Fact]
    public void The_roles_that_a_cluster_begins_with_are_complete() => TwinCluster.Run(async cluster =>
    {
        await cluster.PassAsync(TimeSpan.FromSeconds(10));
        Assert.DoesNotContain(
            cluster.Api.Writes, w => w.Contains("clusterroles", StringComparison.Ordinal));
    });

    [Theory]
    [InlineData(null, null, false, TokenAction.Keep)]
    [InlineData("web", null, false, TokenAction.Delete)]
    [InlineData("web", "u1", false, TokenAction.Fill)]
    [InlineData("web", "u1", true, TokenAction.Keep)]
    [InlineData("web", "u2", true, TokenAction.Delete)]
    internal void A_secret_holds_a_token_as_long_as_its_service_account_is_there(
        string? account, string? uid, bool isComplete, TokenAction action)
    {
        var meta = new ObjectMeta { Name = "s" };
        if (isComplete)
        {
            meta = meta with { Annotations = StringMap.Of((SecretView.AccountUid, "u1")) };
        }

        Assert.Equal(
            action, TokenPlanner.Plan(new SecretView(meta) { Account = account, IsComplete = isComplete }, uid));
    }

    private static string Part(string name, string resource) =>
        $$$"""
        {"metadata":{"name":"{{{name}}}","labels":{"to":"all"}},
         "rules":[{"apiGroups":[""],"resources":["{{{resource}}}"],"verbs":["get"]}]}
        """;

    private static async Task<string> ResourcesAsync(TwinCluster cluster, string name)
    {
        var role = await cluster.GetAsync($"{Roles}/{name}");
        return string.Join(',', (role["rules"] as JsonArray ?? []).Select(r => r!["resources"]![0]!.ToString()));
    }
}
