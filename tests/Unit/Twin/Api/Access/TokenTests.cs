using System.Text.Json.Nodes;
using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Twin.Api.Access;

public sealed class TokenTests : IAsyncLifetime
{
    private const string Accounts = "/api/v1/namespaces/shop/serviceaccounts";
    private const string Issuer = "https://kubernetes.default.svc";
    private readonly AccessWorld world = new();

    public async ValueTask InitializeAsync()
    {
        await world.Twin.NamespaceAsync("shop");
        await world.Twin.OkAsync("POST", Accounts, """{"metadata":{"name":"web"}}""");
    }

    [Fact]
    public async Task A_token_makes_its_bearer_the_service_account()
    {
        var asked = await RequestAsync("{}");
        Assert.Equal(3600, asked["spec"]!["expirationSeconds"]!.GetValue<long>());
        var user = world.Twin.Server.Authenticate(Token(asked))!;
        Assert.Equal("system:serviceaccount:shop:web", user.Name);
        Assert.Equal(
            ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"], user.Groups);
        Assert.Equal("authentication.kubernetes.io/credential-id", Assert.Single(user.Extra).Key);
    }

    [Fact]
    public async Task A_token_holds_until_it_expires()
    {
        var token = Token(await RequestAsync("""{"expirationSeconds":600}"""));
        world.Twin.Time.Advance(TimeSpan.FromSeconds(599));
        Assert.NotNull(world.Twin.Server.Authenticate(token));
        world.Twin.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Null(world.Twin.Server.Authenticate(token));
        var review = await ReviewAsync(token);
        Assert.Equal(
            "[invalid bearer token, service account token has expired]", review["error"]!.GetValue<string>());
        Assert.Null(review["authenticated"]);
    }

    [Fact]
    public async Task A_token_for_others_does_not_open_the_API()
    {
        var token = Token(await RequestAsync("""{"audiences":["vault"]}"""));
        Assert.Null(world.Twin.Server.Authenticate(token));
        var review = await ReviewAsync(token, "vault", "x");
        Assert.True(review["authenticated"]!.GetValue<bool>());
        Assert.Equal("[\"vault\"]", review["audiences"]!.ToJsonString());
    }

    [Fact]
    public async Task A_token_ends_with_its_service_account()
    {
        var token = Token(await RequestAsync("{}"));
        await world.Twin.OkAsync("DELETE", $"{Accounts}/web");
        Assert.Null(world.Twin.Server.Authenticate(token));
        await world.Twin.OkAsync("POST", Accounts, """{"metadata":{"name":"web"}}""");
        Assert.Null(world.Twin.Server.Authenticate(token));
    }

    [Fact]
    public async Task A_token_ends_with_the_pod_that_it_is_bound_to()
    {
        await world.Twin.OkAsync(
            "POST", "/api/v1/namespaces/shop/pods",
            """
            {"metadata":{"name":"p"},
             "spec":{"serviceAccountName":"web","nodeName":"n1","containers":[{"name":"c","image":"i"}]}}
            """);
        var token = Token(await RequestAsync("""{"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"p"}}"""));
        var user = world.Twin.Server.Authenticate(token)!;
        Assert.Equal(
            ["credential-id", "node-name", "pod-name", "pod-uid"],
            user.Extra.Select(e => e.Key.Split('/')[1]));
        await world.Twin.OkAsync("DELETE", "/api/v1/namespaces/shop/pods/p?gracePeriodSeconds=0");
        Assert.Null(world.Twin.Server.Authenticate(token));
    }

    [Theory]
    [InlineData("""{"expirationSeconds":10}""", 422, "duration less than 10 minutes")]
    [InlineData("""{"boundObjectRef":{"apiVersion":"v1","kind":"Pod","name":"p"}}""", 404, "pods \"p\" not found")]
    [InlineData("""{"boundObjectRef":{"apiVersion":"v1","kind":"Lease","name":"p"}}""", 400, "/v1, Kind=Lease")]
    public async Task A_bad_request_for_a_token_is_refused(string spec, int status, string why)
    {
        var refusal = await world.Twin.RefusedAsync(status, "POST", $"{Accounts}/web/token", Body(spec));
        Assert.Contains(why, refusal["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_wants_a_token_needs_the_right_to()
    {
        Assert.Contains(
            "cannot create resource \"serviceaccounts/token\"",
            await world.RefusalAsync(403, AccessWorld.User("bob"), "POST", $"{Accounts}/web/token", Body("{}")),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_key_set_has_the_key_that_signs()
    {
        var token = Token(await RequestAsync("{}"));
        var header = JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(token.Split('.')[0]))!;
        var keys = await world.Twin.OkAsync("GET", "/openid/v1/jwks");
        Assert.Equal(header["kid"]!.ToString(), keys["keys"]![0]!["kid"]!.ToString());
        var document = await world.Twin.OkAsync("GET", "/.well-known/openid-configuration");
        Assert.Equal(Issuer, document["issuer"]!.GetValue<string>());
        await world.AllowedAsync(
            AccessWorld.User("system:serviceaccount:shop:web", "system:serviceaccounts"), "GET", "/openid/v1/jwks");
    }

    [Fact]
    public async Task Nonsense_is_no_token()
    {
        Assert.Null(world.Twin.Server.Authenticate("nonsense"));
        Assert.Equal("invalid bearer token", (await ReviewAsync("a.b.c"))["error"]!.GetValue<string>());
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private static string Token(JsonObject request) => request["status"]!["token"]!.GetValue<string>();

    private static string Body(string spec) =>
        $$"""{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{{spec}}}""";

    private Task<JsonObject> RequestAsync(string spec) =>
        world.Twin.OkAsync("POST", $"{Accounts}/web/token", Body(spec));

    private async Task<JsonObject> ReviewAsync(string token, params string[] audiences)
    {
        var spec = new JsonObject
        {
            ["token"] = token,
            ["audiences"] = new JsonArray([.. audiences.Select(a => (JsonNode)a)]),
        };
        var review = await world.Twin.OkAsync(
            "POST", "/apis/authentication.k8s.io/v1/tokenreviews", new JsonObject { ["spec"] = spec }.ToJsonString());
        return (JsonObject)review["status"]!;
    }
}
