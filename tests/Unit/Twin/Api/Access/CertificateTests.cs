using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Twin.Api;
using Xunit;

namespace Fairway.Tests.Twin.Api.Access;

public sealed class CertificateTests : IAsyncDisposable
{
    private const string Requests = "/apis/certificates.k8s.io/v1/certificatesigningrequests";
    private const string Client = "kubernetes.io/kube-apiserver-client";
    private readonly AccessWorld world = new();

    [Fact]
    public async Task A_request_says_who_made_it_and_changes_no_more()
    {
        await AllowAsync("bob", """[{"apiGroups":["*"],"resources":["certificatesigningrequests"],"verbs":["*"]}]""");
        var made = await world.AllowedAsync(AccessWorld.User("bob"), "POST", Requests, Body("a", Client, "CN=bob"));
        Assert.Equal("bob", made["spec"]!["username"]!.GetValue<string>());
        Assert.Equal("{}", made["status"]!.ToJsonString());

        var changed = await world.Twin.MergeAsync($"{Requests}/a", """{"spec":{"username":"eve","usages":["any"]}}""");
        Assert.Equal(made["spec"]!.ToJsonString(), changed["spec"]!.ToJsonString());
    }

    [Theory]
    [InlineData("nonsense", Client, "[\"client auth\"]", "spec.request: Invalid value")]
    [InlineData("", Client, "[\"client auth\"]", "PEM block type must be CERTIFICATE REQUEST")]
    [InlineData(null, "here", "[\"client auth\"]", "must be a fully qualified domain and path of the form")]
    [InlineData(null, "here/x", "[\"client auth\"]", "should be a domain with at least two segments")]
    [InlineData(null, "kubernetes.io/legacy-unknown", "[\"client auth\"]", "the legacy signerName is not allowed")]
    [InlineData(null, Client, "[]", "spec.usages: Required value")]
    [InlineData(null, Client, "[\"fun\"]", "spec.usages[0]: Unsupported value: \"fun\"")]
    [InlineData(null, Client, "[\"any\",\"any\"]", "spec.usages[1]: Duplicate value: \"any\"")]
    public async Task A_request_that_makes_no_sense_is_refused(
        string? request, string signer, string usages, string why)
    {
        var pem = request is null ? Pem("CN=x") : Encoding.UTF8.GetBytes(request);
        var refusal = await world.Twin.RefusedAsync(422, "POST", Requests, Body("a", signer, pem, usages));
        Assert.Contains(why, refusal["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_becomes_a_master_by_a_certificate()
    {
        var refusal = await world.Twin.RefusedAsync(403, "POST", Requests, Body("a", Client, "CN=x,O=system:masters"));
        Assert.Contains(
            "use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed",
            refusal["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Approval_needs_the_right_for_the_signer_and_lasts()
    {
        await world.Twin.OkAsync("POST", Requests, Body("a", Client, "CN=x"));
        await AllowAsync(
            "bob", """[{"apiGroups":["*"],"resources":["certificatesigningrequests/approval"],"verbs":["*"]}]""");
        const string Approved = """{"status":{"conditions":[{"type":"Approved","status":"True","reason":"R"}]}}""";
        Assert.Contains(
            $"user not permitted to approve requests with signerName \"{Client}\"",
            await world.RefusalAsync(
                403, AccessWorld.User("bob"), "PATCH", $"{Requests}/a/approval", Approved),
            StringComparison.Ordinal);

        var approved = await world.Twin.MergeAsync($"{Requests}/a/approval", Approved);
        Assert.NotNull(approved["status"]!["conditions"]![0]!["lastUpdateTime"]);
        await RefusedPatchAsync("approval", """{"status":{"conditions":[]}}""", "updates may not remove a condition");
        await RefusedPatchAsync("status", """{"status":{"conditions":[]}}""", "updates may not remove a condition");
        await RefusedPatchAsync(
            "approval",
            """
            {"status":{"conditions":[{"type":"Approved","status":"True"},{"type":"Denied","status":"True"}]}}
            """,
            "Approved and Denied conditions are mutually exclusive");
    }

    [Fact]
    public async Task Who_issues_does_not_approve_and_who_approves_does_not_issue()
    {
        await world.Twin.OkAsync("POST", Requests, Body("a", Client, "CN=x"));
        await RefusedPatchAsync(
            "status",
            """{"status":{"conditions":[{"type":"Approved","status":"True"}]}}""",
            "updates may not add a condition of type \"Approved\"");
        await RefusedPatchAsync(
            "status", """{"status":{"certificate":"eA=="}}""", "must contain at least one CERTIFICATE PEM block");
        var kept = await world.Twin.MergeAsync($"{Requests}/a/approval", """{"status":{"certificate":"eA=="}}""");
        Assert.Null(kept["status"]?["certificate"]);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    private static byte[] Pem(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Encoding.ASCII.GetBytes(
            new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSigningRequestPem());
    }

    private static string Body(string name, string signer, string subject) =>
        Body(name, signer, Pem(subject), "[\"client auth\"]");

    private static string Body(string name, string signer, byte[] request, string usages) =>
        new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = name },
            ["spec"] = new JsonObject
            {
                ["request"] = Convert.ToBase64String(request),
                ["signerName"] = signer,
                ["usages"] = JsonNode.Parse(usages),
            },
        }.ToJsonString();

    private async Task AllowAsync(string user, string rules)
    {
        await world.RoleAsync(null, "r", rules);
        await world.BindAsync(null, "b", "r", AccessWorld.UserSubject(user));
    }

    private async Task RefusedPatchAsync(string part, string patch, string why)
    {
        var refusal = await world.Twin.RefusedAsync(
            422, "PATCH", $"{Requests}/a/{part}", patch, "application/merge-patch+json");
        Assert.Contains(why, refusal["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
