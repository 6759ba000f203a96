using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Tests.Twin.Api;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Access;
using Xunit;

namespace Fairway.Tests.Twin.Api.Access;

/// <summary>A cluster with roles, and the shortest ways to ask it as somebody.</summary>
internal sealed class AccessWorld : IAsyncDisposable
{
    private const string Rbac = "/apis/rbac.authorization.k8s.io/v1";

    public TwinClient Twin { get; } = new();

    public static ApiUser User(string name, params string[] groups) => new(name, [.. groups, "system:authenticated"]);

    /// <summary>The answer to somebody's request.</summary>
    public async Task<(int Status, JsonObject Body)> AskAsync(
        Asker who, string method, string path, string? body = null)
    {
        var at = path.IndexOf('?', StringComparison.Ordinal);
        var query = at < 0 ? [] : path[(at + 1)..].Split('&').Select(p => p.Split('=', 2))
            .Select(p => KeyValuePair.Create(p[0], Uri.UnescapeDataString(p[1])));
        var request = new KubeRequest
        {
            Method = method,
            Path = at < 0 ? path : path[..at],
            Query = [.. query],
            ContentType = body is null ? null
                : method == "PATCH" ? "application/merge-patch+json" : "application/json",
            Body = body is null ? default : Encoding.UTF8.GetBytes(body),
            UserAgent = "tests/1",
        };
        var reply = await Twin.Server.HandleAsync(new ApiCall(request, who.User) { Impersonate = who.As }, default);
        var answer = Assert.IsType<ApiReply.Answer>(reply).Response;
        return (answer.Status, JsonNode.Parse(answer.Body.ToArray()) as JsonObject ?? []);
    }

    /// <summary>The message of a refusal.</summary>
    public async Task<string> RefusalAsync(
        int status, Asker who, string method, string path, string? body = null)
    {
        var (given, answer) = await AskAsync(who, method, path, body);
        Assert.True(status == given, $"{given}: {answer.ToJsonString()}");
        return answer["message"]!.GetValue<string>();
    }

    public async Task<JsonObject> AllowedAsync(
        Asker who, string method, string path, string? body = null)
    {
        var (given, answer) = await AskAsync(who, method, path, body);
        Assert.True(given is 200 or 201, $"{given}: {answer.ToJsonString()}");
        return answer;
    }

    /// <summary>A role of a namespace, or of the cluster.</summary>
    public Task<JsonObject> RoleAsync(string? ns, string name, string rules) => Twin.OkAsync(
        "POST",
        ns is null ? $"{Rbac}/clusterroles" : $"{Rbac}/namespaces/{ns}/roles",
        $$$"""{"metadata":{"name":"{{{name}}}"},"rules":{{{rules}}}}""");

    /// <summary>A binding, of a role in the same namespace, or with none of a role of the cluster.</summary>
    public Task<JsonObject> BindAsync(string? ns, string name, string role, string subjects, string? kind = null) =>
        Twin.OkAsync(
            "POST",
            ns is null ? $"{Rbac}/clusterrolebindings" : $"{Rbac}/namespaces/{ns}/rolebindings",
            Binding(name, kind ?? (ns is null ? "ClusterRole" : "Role"), role, subjects));

    public static string Binding(string name, string kind, string role, string subjects) =>
        $$$"""
        {"metadata":{"name":"{{{name}}}"},
         "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"{{{kind}}}","name":"{{{role}}}"},
         "subjects":[{{{subjects}}}]}
        """;

    public static string UserSubject(string name) => Subject("User", name);

    public static string GroupSubject(string name) => Subject("Group", name);

    public ValueTask DisposeAsync() => Twin.DisposeAsync();

    private static string Subject(string kind, string name) =>
        $$$"""{"kind":"{{{kind}}}","apiGroup":"rbac.authorization.k8s.io","name":"{{{name}}}"}""";
}

/// <summary>Who asks, and as whom.</summary>
internal sealed record Asker(ApiUser User, ImpersonatedUser? As)
{
    public static implicit operator Asker(ApiUser user) => new(user, null);
}
