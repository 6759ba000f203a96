using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Twin.Api.Access;

public sealed class EscalationTests : IAsyncDisposable
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";
    private readonly AccessWorld world = new();
    private readonly ApiUser eve = AccessWorld.User("eve");

    [Fact]
    public async Task Nobody_puts_more_into_a_role_than_they_have()
    {
        await StartAsync();
        await world.AllowedAsync(eve, "POST", $"{Rbac}/clusterroles", Role("ok", "pods", "get"));
        Assert.Equal(
            "clusterroles.rbac.authorization.k8s.io \"no\" is forbidden: user \"eve\" "
            + "(groups=[\"system:authenticated\"]) is attempting to grant RBAC permissions not currently held:\n"
            + "{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\"]}",
            await world.RefusalAsync(
                403, eve, "POST", $"{Rbac}/clusterroles", Role("no", "pods", "get", "delete")));
        await world.AllowedAsync(
            eve, "PATCH", $"{Rbac}/clusterroles/ok", """{"metadata":{"labels":{"x":"1"}}}""");
        await world.RefusalAsync(
            403, eve, "PATCH", $"{Rbac}/clusterroles/ok",
            """{"rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}""");
    }

    [Fact]
    public async Task Only_a_master_of_all_lets_a_role_collect_others()
    {
        await StartAsync();
        Assert.EndsWith(
            "must have cluster-admin privileges to use the aggregationRule",
            await world.RefusalAsync(
                403, eve, "POST", $"{Rbac}/clusterroles",
                """
                {"metadata":{"name":"all"},"rules":[],
                 "aggregationRule":{"clusterRoleSelectors":[{"matchLabels":{"x":"1"}}]}}
                """),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_binds_a_role_that_gives_more_than_they_have()
    {
        await StartAsync();
        var binding = AccessWorld.Binding("b", "ClusterRole", "cluster-admin", AccessWorld.UserSubject("eve"));
        await world.RefusalAsync(403, eve, "POST", $"{Rbac}/clusterrolebindings", binding);
        var none = AccessWorld.Binding("b", "ClusterRole", "none", AccessWorld.UserSubject("eve"));
        Assert.Equal(
            "clusterrolebindings.rbac.authorization.k8s.io \"none\" not found",
            await world.RefusalAsync(404, eve, "POST", $"{Rbac}/clusterrolebindings", none));

        await world.RoleAsync(
            null, "bind",
            """
            [{"apiGroups":["rbac.authorization.k8s.io"],"resources":["clusterroles"],"verbs":["bind"],
              "resourceNames":["cluster-admin"]}]
            """);
        await world.BindAsync(null, "bind", "bind", AccessWorld.UserSubject("eve"));
        await world.AllowedAsync(eve, "POST", $"{Rbac}/clusterrolebindings", binding);
    }

    [Fact]
    public async Task A_path_and_a_subresource_of_all_cover_what_they_begin()
    {
        await world.RoleAsync(
            null, "mine",
            """
            [{"nonResourceURLs":["/x/*"],"verbs":["get"]},
             {"apiGroups":["*"],"resources":["*/scale"],"verbs":["get"]},
             {"apiGroups":["rbac.authorization.k8s.io"],"resources":["clusterroles"],"verbs":["create"]}]
            """);
        await world.BindAsync(null, "mine", "mine", AccessWorld.UserSubject("eve"));
        await world.AllowedAsync(
            eve, "POST", $"{Rbac}/clusterroles",
            """
            {"metadata":{"name":"part"},"rules":[
             {"nonResourceURLs":["/x/y"],"verbs":["get"]},
             {"apiGroups":["apps"],"resources":["deployments/scale"],"verbs":["get"],"resourceNames":["a"]}]}
            """);
        await world.RefusalAsync(
            403, eve, "POST", $"{Rbac}/clusterroles",
            """{"metadata":{"name":"more"},"rules":[{"nonResourceURLs":["/x"],"verbs":["get"]}]}""");
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private static string Role(string name, string resource, params string[] verbs) =>
        $$"""
        {"metadata":{"name":"{{name}}"},
         "rules":[{"apiGroups":[""],"resources":["{{resource}}"],"verbs":["{{string.Join("\",\"", verbs)}}"]}]}
        """;

    private async Task StartAsync()
    {
        await world.RoleAsync(
            null, "start",
            """
            [{"apiGroups":["rbac.authorization.k8s.io"],"resources":["clusterroles","clusterrolebindings"],
              "verbs":["create","patch","update"]},
             {"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]
            """);
        await world.BindAsync(null, "start", "start", AccessWorld.UserSubject("eve"));
    }
}
