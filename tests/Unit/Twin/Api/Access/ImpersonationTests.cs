using Fairway.Twin.Api;
using Fairway.Twin.Api.Access;
using Xunit;

namespace Fairway.Tests.Twin.Api.Access;

public sealed class ImpersonationTests : IAsyncDisposable
{
    private const string Pods = "/api/v1/namespaces/a/pods";
    private readonly AccessWorld world = new();
    private readonly ApiUser eve = AccessWorld.User("eve");

    [Fact]
    public async Task An_administrator_becomes_whom_it_names()
    {
        Assert.Equal(
            "pods is forbidden: User \"bob\" cannot list resource \"pods\" in API group \"\" in the namespace \"a\"",
            await world.RefusalAsync(403, new Asker(ApiUser.Admin, As("bob")), "GET", Pods));
        await world.Twin.NamespaceAsync("a");
        await world.AllowedAsync(new Asker(ApiUser.Admin, As("bob", "system:masters")), "GET", Pods);
    }

    [Fact]
    public async Task Groups_without_a_user_are_a_bad_request()
    {
        Assert.Equal(
            "requested &user.DefaultInfo{Name:\"\", UID:\"\", Groups:[]string{\"x\"}, "
            + "Extra:map[string][]string(nil)} without impersonating a user name",
            await world.RefusalAsync(400, new Asker(ApiUser.Admin, As("", "x")), "GET", Pods));
    }

    [Theory]
    [InlineData("bob", "impersonate-on:user-info:list")]
    [InlineData("system:serviceaccount:a:web", "impersonate-on:serviceaccount:list")]
    [InlineData("system:node:n1", "impersonate-on:arbitrary-node:list")]
    public async Task Who_may_not_impersonate_is_told_of_the_first_way(string name, string verb)
    {
        Assert.Equal(
            $"pods is forbidden: User \"eve\" cannot {verb} resource \"pods\" in API group \"\" in the namespace \"a\"",
            await world.RefusalAsync(403, new Asker(eve, As(name)), "GET", Pods));
    }

    [Fact]
    public async Task A_service_account_with_a_group_can_only_be_impersonated_by_the_old_verb()
    {
        Assert.Equal(
            "serviceaccounts \"web\" is forbidden: User \"eve\" cannot impersonate resource \"serviceaccounts\" in API "
            + "group \"\" in the namespace \"a\"",
            await world.RefusalAsync(403, new Asker(eve, As("system:serviceaccount:a:web", "x")), "GET", Pods));
    }

    [Fact]
    public async Task Each_part_needs_its_own_right()
    {
        await world.Twin.NamespaceAsync("a");
        await world.RoleAsync(
            null, "imp", """[{"apiGroups":[""],"resources":["users","groups"],"verbs":["impersonate"]}]""");
        await world.BindAsync(null, "imp", "imp", AccessWorld.UserSubject("eve"));
        await world.AllowedAsync(new Asker(eve, As("root", "system:masters")), "GET", Pods);

        var extra = As("root", "system:masters") with { Extra = [new("scopes", ["view"])] };
        await world.RefusalAsync(403, new Asker(eve, extra), "GET", Pods);
        await world.RoleAsync(
            null, "more",
            """[{"apiGroups":["authentication.k8s.io"],"resources":["userextras/scopes"],"verbs":["impersonate"]}]""");
        await world.BindAsync(null, "more", "more", AccessWorld.UserSubject("eve"));
        await world.AllowedAsync(new Asker(eve, extra), "GET", Pods);
        await world.RefusalAsync(403, new Asker(eve, extra with { Uid = "7" }), "GET", Pods);
    }

    [Fact]
    public async Task The_constrained_way_asks_for_the_user_and_for_the_request()
    {
        await world.Twin.NamespaceAsync("a");
        await world.RoleAsync(
            null, "imp",
            """
            [{"apiGroups":["authentication.k8s.io"],"resources":["users","groups"],"verbs":["impersonate:user-info"]},
             {"apiGroups":[""],"resources":["pods"],"verbs":["impersonate-on:user-info:list"]}]
            """);
        await world.BindAsync(null, "imp", "imp", AccessWorld.UserSubject("eve"));
        await world.RoleAsync(null, "see", """[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]""");
        await world.BindAsync(null, "see", "see", AccessWorld.UserSubject("bob"));
        await world.AllowedAsync(new Asker(eve, As("bob")), "GET", Pods);
        Assert.Contains(
            "cannot impersonate-on:user-info:list resource \"secrets\"",
            await world.RefusalAsync(403, new Asker(eve, As("bob")), "GET", "/api/v1/namespaces/a/secrets"),
            StringComparison.Ordinal);
        Assert.EndsWith(
            "at the cluster scope: impersonating the system:masters group is not allowed",
            await world.RefusalAsync(403, new Asker(eve, As("bob", "system:masters")), "GET", Pods),
            StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private static ImpersonatedUser As(string name, params string[] groups) => new(name, groups, "", []);
}
