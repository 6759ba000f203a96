using System.Text.Json.Nodes;
using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Twin.Api.Access;

public sealed class ReviewTests : IAsyncDisposable
{
    private const string Authorization = "/apis/authorization.k8s.io/v1";
    private readonly AccessWorld world = new();
    private readonly ApiUser bob = AccessWorld.User("bob");

    [Fact]
    public async Task Who_am_I()
    {
        var me = new ApiUser("bob", ["devs"], "7") { Extra = [new("scopes", ["view"])] };
        me = me with { Groups = ["devs", "system:authenticated"] };
        var review = await world.AllowedAsync(
            me, "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", "{}");
        Assert.Equal(
            """{"username":"bob","uid":"7","groups":["devs","system:authenticated"],"extra":{"scopes":["view"]}}""",
            review["status"]!["userInfo"]!.ToJsonString());
    }

    [Fact]
    public async Task Everybody_may_ask_what_they_may_do()
    {
        await world.Twin.NamespaceAsync("a");
        await world.RoleAsync("a", "r", """[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]""");
        await world.BindAsync("a", "b", "r", AccessWorld.UserSubject("bob"));
        Assert.Equal("true", await AmIAsync("""{"namespace":"a","verb":"get","resource":"pods"}"""));
        Assert.Equal("false", await AmIAsync("""{"namespace":"a","verb":"list","resource":"pods"}"""));

        var rules = await world.AllowedAsync(
            bob, "POST", $"{Authorization}/selfsubjectrulesreviews", """{"spec":{"namespace":"a"}}""");
        Assert.Contains(
            """{"verbs":["get"],"apiGroups":[""],"resources":["pods"]}""",
            rules["status"]!["resourceRules"]!.ToJsonString(),
            StringComparison.Ordinal);
        Assert.False(rules["status"]!["incomplete"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Only_who_may_asks_for_others()
    {
        await world.RefusalAsync(
            403, bob, "POST", $"{Authorization}/subjectaccessreviews",
            """{"spec":{"user":"eve","resourceAttributes":{"verb":"get","resource":"pods"}}}""");
    }

    [Fact]
    public async Task A_local_review_is_of_its_namespace_alone()
    {
        await world.Twin.NamespaceAsync("a");
        var refusal = await world.Twin.RefusedAsync(
            422, "POST", $"{Authorization}/namespaces/a/localsubjectaccessreviews",
            """{"spec":{"user":"x","nonResourceAttributes":{"path":"/x","verb":"get"}}}""");
        Assert.Contains(
            "disallowed on this kind of request", refusal["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_of_a_review_is_kept()
    {
        Assert.Equal(405, (await world.Twin.SendAsync("GET", $"{Authorization}/subjectaccessreviews")).Status);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private async Task<string> AmIAsync(string attributes)
    {
        var review = await world.AllowedAsync(
            bob, "POST", $"{Authorization}/selfsubjectaccessreviews",
            $$$"""{"spec":{"resourceAttributes":{{{attributes}}}}}""");
        return review["status"]!["allowed"]!.ToJsonString();
    }
}
