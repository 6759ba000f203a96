using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Kube;
using Fairway.Twin.Api;
using Fairway.Twin.Api.Kinds;
using Fairway.Twin.Api.Webhooks;
using Fairway.Twin.Storage;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace Fairway.Tests.Twin.Api;

/// <summary>An API over a store in memory, with the shortest ways to call it.</summary>
internal sealed class TwinClient : IAsyncDisposable
{
    public TwinClient(ClusterStore? store = null, IWebhookCaller? webhooks = null)
    {
        Store = store ?? ApiStore.Open(Time);
        Server = new ApiServer(new ApiServerOptions(Store, Time, new Random(1))
        {
            Webhooks = webhooks,
            // A store that a test brings is its own.
            Features = new ApiFeatures { Bootstrap = store is null },
        });
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public ClusterStore Store { get; }

    public ApiServer Server { get; }

    public static JsonObject Json(string text) => (JsonObject)JsonNode.Parse(text)!;

    public static JsonObject Body(KubeResponse response) => (JsonObject)JsonNode.Parse(response.Body.ToArray())!;

    public async Task<KubeResponse> SendAsync(
        string method, string path, string? body = null, string? contentType = null, string? accept = null)
    {
        var reply = await Server.HandleAsync(
            new ApiCall(Request(method, path, body, contentType, accept), ApiUser.Admin), default);
        return Assert.IsType<ApiReply.Answer>(reply).Response;
    }

    public async Task<JsonObject> OkAsync(string method, string path, string? body = null, string? contentType = null)
    {
        var response = await SendAsync(method, path, body, contentType);
        Assert.True(response.IsSuccess, Encoding.UTF8.GetString(response.Body.ToArray()));
        return Body(response);
    }

    public async Task<JsonObject> RefusedAsync(
        int status, string method, string path, string? body = null, string? contentType = null)
    {
        var response = await SendAsync(method, path, body, contentType);
        Assert.Equal(status, response.Status);
        return Body(response);
    }

    public Task<JsonObject> NamespaceAsync(string name) =>
        OkAsync("POST", "/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{name}}}"}}""");

    public Task<JsonObject> ConfigMapAsync(string name, string ns = "a", string labels = "{}") =>
        OkAsync(
            "POST", $"/api/v1/namespaces/{ns}/configmaps",
            $$$"""{"metadata":{"name":"{{{name}}}","labels":{{{labels}}}},"data":{"k":"v"}}""");

    public Task<JsonObject> MergeAsync(string path, string patch) =>
        OkAsync("PATCH", path, patch, "application/merge-patch+json");

    public async Task<WatchSession> WatchAsync(string path)
    {
        var reply =
            await Server.HandleAsync(new ApiCall(Request("GET", path, null, null, null), ApiUser.Admin), default);
        return Assert.IsType<ApiReply.Stream>(reply).Session;
    }

    /// <summary>The next events as <c>TYPE name</c>, so many as are named.</summary>
    public static async Task<List<string>> EventsAsync(WatchSession watch, int count)
    {
        var seen = new List<string>();
        while (seen.Count < count && await watch.NextFramesAsync(TestContext.Current.CancellationToken) is { } frames)
        {
            seen.AddRange(
                from frame in frames
                let tree = JsonNode.Parse(frame.Object.Span)!
                select $"{frame.Type} {tree["metadata"]?["name"] ?? tree["reason"]}".TrimEnd());
        }

        return seen;
    }

    public static string Revision(JsonObject obj) => obj["metadata"]!["resourceVersion"]!.GetValue<string>();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private static KubeRequest Request(string method, string path, string? body, string? contentType, string? accept)
    {
        var at = path.IndexOf('?', StringComparison.Ordinal);
        var query = at < 0 ? [] : path[(at + 1)..].Split('&').Select(p => p.Split('=', 2)).Select(p =>
            KeyValuePair.Create(p[0], Uri.UnescapeDataString(p.Length > 1 ? p[1] : ""))).ToArray();
        return new KubeRequest
        {
            Method = method,
            Path = at < 0 ? path : path[..at],
            Query = query,
            Accept = accept,
            ContentType = contentType ?? (body is null ? null : "application/json"),
            Body = body is null ? default : Encoding.UTF8.GetBytes(body),
            UserAgent = "tests/1",
        };
    }
}
