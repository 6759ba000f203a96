using Fairway.Twin.Api;
using Fairway.Twin.Api.Access;
using Fairway.Twin.Api.Kinds;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Twin.Api.Access;

public sealed class AuthorizationTests : IAsyncDisposable
{
    private const string Cards = "/api/v1/namespaces/a/configmaps";
    private readonly AccessWorld world = new();
    private readonly ApiUser bob = AccessWorld.User("bob", "devs");

    [Theory]
    [InlineData("GET", Cards, "configmaps", "list", "a")]
    [InlineData("GET", Cards + "?watch=true", "configmaps", "watch", "a")]
    [InlineData("GET", Cards + "?fieldSelector=metadata.name%3Dx", "configmaps \"x\"", "list", "a")]
    [InlineData("GET", Cards + "/x", "configmaps \"x\"", "get", "a")]
    [InlineData("POST", Cards, "configmaps", "create", "a")]
    [InlineData("PUT", Cards + "/x", "configmaps \"x\"", "update", "a")]
    [InlineData("PATCH", Cards + "/x", "configmaps \"x\"", "patch", "a")]
    [InlineData("DELETE", Cards + "/x", "configmaps \"x\"", "delete", "a")]
    [InlineData("DELETE", Cards, "configmaps", "deletecollection", "a")]
    [InlineData("GET", "/api/v1/nodes", "nodes", "list", "")]
    [InlineData("GET", "/apis/apps/v1/namespaces/a/deployments/x/scale", "deployments.apps \"x\"", "get", "a")]
    [InlineData("GET", "/api/v1/watch/namespaces/a/pods", "pods", "watch", "a")]
    [InlineData("PUT", "/api/v1/namespaces/a/finalize", "namespaces \"a\"", "update", "a")]
    [InlineData("GET", "/apis/none.example.com/v1/things", "things.none.example.com", "list", "")]
    public async Task Who_has_no_role_is_told_what_is_forbidden(
        string method, string path, string what, string verb, string ns)
    {
        var message = await world.RefusalAsync(403, bob, method, path, method == "GET" ? null : "{}");
        var where = ns.Length == 0 ? "at the cluster scope" : $"in the namespace \"{ns}\"";
        var who = $"{what} is forbidden: User \"bob\" cannot {verb} resource ";
        Assert.StartsWith(who, message, StringComparison.Ordinal);
        Assert.EndsWith(where, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_whole_message_names_resource_subresource_and_group()
    {
        Assert.Equal(
            "deployments.apps \"x\" is forbidden: User \"bob\" cannot get resource \"deployments/scale\" in API group "
            + "\"apps\" in the namespace \"a\"",
            await world.RefusalAsync(403, bob, "GET", "/apis/apps/v1/namespaces/a/deployments/x/scale"));
        Assert.Equal(
            "forbidden: User \"bob\" cannot get path \"/metrics\"",
            await world.RefusalAsync(403, bob, "GET", "/metrics"));
    }

    [Fact]
    public async Task A_refusal_cannot_be_taken_for_a_page()
    {
        Assert.Equal(
            "forbidden: User \"&lt;b&gt;\\\"\" cannot get path \"/x\"",
            await world.RefusalAsync(403, AccessWorld.User("<b>\""), "GET", "/x"));
    }

    [Fact]
    public async Task Masters_may_do_everything_and_are_not_looked_up()
    {
        await world.Twin.NamespaceAsync("a");
        await world.AllowedAsync(AccessWorld.User("root", "system:masters"), "GET", Cards);
    }

    [Fact]
    public async Task A_binding_counts_from_its_creation_until_its_deletion()
    {
        await world.Twin.NamespaceAsync("a");
        await world.RoleAsync("a", "r", """[{"apiGroups":[""],"resources":["configmaps"],"verbs":["list"]}]""");
        await world.RefusalAsync(403, bob, "GET", Cards);

        await world.BindAsync("a", "b", "r", AccessWorld.UserSubject("bob"));
        await world.AllowedAsync(bob, "GET", Cards);
        await world.RefusalAsync(403, bob, "GET", "/api/v1/namespaces/b/configmaps");
        await world.RefusalAsync(403, bob, "GET", "/api/v1/configmaps");

        await world.Twin.OkAsync("DELETE", "/apis/rbac.authorization.k8s.io/v1/namespaces/a/rolebindings/b");
        await world.RefusalAsync(403, bob, "GET", Cards);
    }

    [Fact]
    public async Task A_changed_role_counts_at_once()
    {
        await world.Twin.NamespaceAsync("a");
        await world.RoleAsync("a", "r", """[{"apiGroups":[""],"resources":["pods"],"verbs":["list"]}]""");
        await world.BindAsync("a", "b", "r", AccessWorld.GroupSubject("devs"));
        await world.RefusalAsync(403, bob, "GET", Cards);

        await world.Twin.MergeAsync(
            "/apis/rbac.authorization.k8s.io/v1/namespaces/a/roles/r",
            """{"rules":[{"apiGroups":["*"],"resources":["configmaps"],"verbs":["*"]}]}""");
        await world.AllowedAsync(bob, "GET", Cards);
    }

    [Fact]
    public async Task A_bound_role_that_is_not_there_is_named_in_the_refusal()
    {
        await world.BindAsync(null, "b", "none", AccessWorld.UserSubject("bob"));
        Assert.EndsWith(
            "at the cluster scope: RBAC: clusterrole.rbac.authorization.k8s.io \"none\" not found",
            await world.RefusalAsync(403, bob, "GET", "/api/v1/nodes"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Service_accounts_are_bound_by_name_and_in_their_namespace_without_saying_it()
    {
        await world.Twin.NamespaceAsync("a");
        await world.RoleAsync("a", "r", """[{"apiGroups":[""],"resources":["configmaps"],"verbs":["list"]}]""");
        await world.BindAsync("a", "b", "r", """{"kind":"ServiceAccount","name":"web"}""");
        await world.AllowedAsync(AccessWorld.User("system:serviceaccount:a:web"), "GET", Cards);
        await world.RefusalAsync(403, AccessWorld.User("system:serviceaccount:b:web"), "GET", Cards);
    }

    [Fact]
    public async Task Paths_are_allowed_by_roles_of_the_cluster()
    {
        await world.RoleAsync(null, "r", """[{"nonResourceURLs":["/metrics","/thing/*"],"verbs":["get"]}]""");
        await world.BindAsync(null, "b", "r", AccessWorld.UserSubject("bob"));
        Assert.Equal(404, (await world.Twin.SendAsync("GET", "/thing/x")).Status);
        await world.RefusalAsync(403, bob, "GET", "/thing");
    }

    [Fact]
    public async Task Without_authorization_everybody_may_do_everything()
    {
        var time = new FakeTimeProvider();
        await using var server = new ApiServer(new ApiServerOptions(ApiStore.Open(time), time, new Random(1))
        {
            Features = new ApiFeatures { Authorization = AuthorizationMode.AlwaysAllow },
        });
        var request = new Fairway.Kube.KubeRequest { Method = "GET", Path = "/api/v1/nodes" };
        var reply = await server.HandleAsync(new ApiCall(request, bob), TestContext.Current.CancellationToken);
        Assert.Equal(200, Assert.IsType<ApiReply.Answer>(reply).Response.Status);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();
}
