using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Conformance.Histories.Registers;
using Fairway.Conformance.Histories.Watches;

namespace Fairway.Conformance.Histories;

/// <summary>
/// A Kubernetes API whose registers are the ConfigMaps of one namespace; revisions are resourceVersions.
/// </summary>
internal sealed class KubernetesServer(HttpClient client, string collection) : IRegisterServer
{
    public async Task<RegisterOutcome> CallAsync(
        RegisterCall call,
        RegisterArguments arguments,
        CancellationToken cancel
    )
    {
        try
        {
            using var request = Request(call, arguments);
            using var response = await client.SendAsync(request, cancel);
            var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(cancel))!;
            return Outcome(call, response.StatusCode, body);
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
            return RegisterOutcome.Unknown;
        }
    }

    public async IAsyncEnumerable<WatchItem> WatchAsync(long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var address = $"{collection}?watch=true&allowWatchBookmarks=true&resourceVersion={after}";
        using var response = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancel);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            yield return Item(JsonNode.Parse(line)!);
        }
    }

    private static WatchItem Item(JsonNode happening)
    {
        var type = happening["type"]!.GetValue<string>();
        var thing = happening["object"]!;
        return type switch
        {
            "ADDED" => new WatchItem(WatchItemKind.Added, Revision(thing), Name(thing), Value(thing)),
            "MODIFIED" => new WatchItem(WatchItemKind.Modified, Revision(thing), Name(thing), Value(thing)),
            "DELETED" => new WatchItem(WatchItemKind.Deleted, Revision(thing), Name(thing), null),
            "BOOKMARK" => new WatchItem(WatchItemKind.Bookmark, Revision(thing), "", null),
            "ERROR" => throw new HttpRequestException(
                thing["message"]?.ToString(),
                null,
                (HttpStatusCode)thing["code"]!.GetValue<int>()
            ),
            _ => throw new InvalidDataException($"a watch delivered {happening.ToJsonString()}"),
        };
    }

    private HttpRequestMessage Request(RegisterCall call, RegisterArguments arguments) =>
        call switch
        {
            RegisterCall.Create => new HttpRequestMessage(HttpMethod.Post, collection)
            {
                Content = Json(ConfigMap(arguments)),
            },
            RegisterCall.Get => new HttpRequestMessage(HttpMethod.Get, $"{collection}/{arguments.Key}"),
            RegisterCall.Update => new HttpRequestMessage(HttpMethod.Put, $"{collection}/{arguments.Key}")
            {
                Content = Json(ConfigMap(arguments)),
            },
            _ => new HttpRequestMessage(HttpMethod.Delete, $"{collection}/{arguments.Key}")
            {
                Content = arguments.Expected is { } expected ? Json(DeleteOptions(expected)) : null,
            },
        };

    private static RegisterOutcome Outcome(RegisterCall call, HttpStatusCode status, JsonNode body) =>
        status switch
        {
            HttpStatusCode.OK or HttpStatusCode.Created => call == RegisterCall.Delete
                ? RegisterOutcome.Done(null, null)
                : RegisterOutcome.Done(Value(body), Revision(body)),
            HttpStatusCode.NotFound => RegisterOutcome.Absent,
            HttpStatusCode.Conflict => call == RegisterCall.Create ? RegisterOutcome.Exists : RegisterOutcome.Conflict,
            _ => throw new InvalidDataException($"{call} was answered {(int)status} {body.ToJsonString()}"),
        };

    private static JsonObject ConfigMap(RegisterArguments arguments)
    {
        var metadata = new JsonObject { ["name"] = arguments.Key };
        if (arguments.Expected is { } expected)
        {
            metadata["resourceVersion"] = $"{expected}";
        }

        return new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "ConfigMap",
            ["metadata"] = metadata,
            ["data"] = new JsonObject { ["v"] = arguments.Value },
        };
    }

    private static JsonObject DeleteOptions(long expected) =>
        new() { ["preconditions"] = new JsonObject { ["resourceVersion"] = $"{expected}" } };

    private static StringContent Json(JsonObject body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    private static string Name(JsonNode thing) => thing["metadata"]!["name"]!.GetValue<string>();

    /// <summary>A namespace has a ConfigMap that its controllers write; it has no such value.</summary>
    private static string Value(JsonNode thing) => thing["data"]?["v"]?.GetValue<string>() ?? "";

    private static long Revision(JsonNode thing) =>
        long.Parse(thing["metadata"]!["resourceVersion"]!.GetValue<string>(), CultureInfo.InvariantCulture);
}
