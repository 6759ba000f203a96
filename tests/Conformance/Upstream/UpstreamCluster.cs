using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Conformance.Hosts;
using Xunit;

namespace Fairway.Conformance.Upstream;

/// <summary>One cluster of the fleet, by its plain API.</summary>
internal sealed class UpstreamCluster(ClusterClient client, string ns) : IDisposable
{
    /// <summary>Definitions of custom resources.</summary>
    public const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    private static readonly CancellationToken Cancel = TestContext.Current.CancellationToken;

    /// <summary>A namespace of the test's own.</summary>
    public string Namespace => ns;

    public static async Task<UpstreamCluster> OfAsync(FleetFixture fleet)
    {
        var client = (await fleet.FleetAsync()).Client(FleetFixture.Cluster);
        var ns = fleet.FreshName("upstream");
        await client.CreateNamespaceAsync(ns, TestContext.Current.CancellationToken);
        return new UpstreamCluster(client, ns);
    }

    public async Task<UpstreamAnswer> SendAsync(
        string method, string path, string? body = null, string? contentType = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), client.Url + path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType ?? "application/json");
        }

        request.Headers.TryAddWithoutValidation("Accept", accept ?? "application/json");
        using var response = await client.Http.SendAsync(request, Cancel);
        return new UpstreamAnswer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString() ?? "",
            await response.Content.ReadAsStringAsync(Cancel),
            [.. response.Headers.TryGetValues("Warning", out var warnings) ? warnings : []]);
    }

    /// <summary>The answer's body; fails where it is no success.</summary>
    public async Task<JsonObject> OkAsync(
        string method, string path, string? body = null, string? contentType = null, string? accept = null)
    {
        var answer = await SendAsync(method, path, body, contentType, accept);
        Assert.True(answer.Status is >= 200 and < 300, $"{method} {path} -> {answer.Status}: {answer.Text}");
        return answer.Json;
    }

    /// <summary>The objects of the first events of a watch, and their types.</summary>
    public async Task<List<JsonObject>> WatchAsync(string path, int count)
    {
        using var response = await client.Http.GetAsync(
            client.Url + path, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        var events = new List<JsonObject>();
        while (events.Count < count && await reader.ReadLineAsync(Cancel) is { } line)
        {
            events.Add((JsonObject)JsonNode.Parse(line)!);
        }

        return events;
    }

    /// <summary>Takes the events of a watch until one says that it is enough; false where none does in time.</summary>
    public async Task<bool> FollowAsync(string path, Func<JsonObject, bool> isEnough, TimeSpan patience)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        ending.CancelAfter(patience);
        try
        {
            using var response = await client.Http.GetAsync(
                client.Url + path, HttpCompletionOption.ResponseHeadersRead, ending.Token);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(ending.Token));
            while (await reader.ReadLineAsync(ending.Token) is { } line)
            {
                if (isEnough((JsonObject)JsonNode.Parse(line)!))
                {
                    return true;
                }
            }
        }
        catch (OperationCanceledException) when (!Cancel.IsCancellationRequested)
        {
        }

        return false;
    }

    public void Dispose() => client.Dispose();
}

/// <summary>What a cluster answered.</summary>
internal sealed record UpstreamAnswer(int Status, string ContentType, string Text, string[] Warnings)
{
    public JsonObject Json => (JsonObject)JsonNode.Parse(Text)!;
}
