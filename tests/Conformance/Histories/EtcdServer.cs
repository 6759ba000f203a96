using System.Globalization;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Conformance.Histories.Registers;
using Fairway.Conformance.Histories.Watches;

namespace Fairway.Conformance.Histories;

/// <summary>etcd by its JSON gateway. Revisions are etcd's; JSON holds them as strings, and bytes as base64.</summary>
internal sealed class EtcdServer(HttpClient client) : IRegisterServer
{
    private const string Prefix = "r/";

    public async Task<RegisterOutcome> CallAsync(
        RegisterCall call,
        RegisterArguments arguments,
        CancellationToken cancel
    )
    {
        try
        {
            var answer = await PostAsync("v3/kv/txn", Transaction(call, arguments), cancel);
            return Outcome(call, arguments, answer);
        }
        catch (Exception exception)
            when (exception is OperationCanceledException or HttpRequestException or IOException)
        {
            return RegisterOutcome.Unknown;
        }
    }

    /// <summary>Writes two registers in one transaction, and so at one revision.</summary>
    public async Task WritePairAsync(string one, string other, string value, CancellationToken cancel) =>
        await PostAsync(
            "v3/kv/txn",
            new JsonObject { ["success"] = new JsonArray(Put(one, value), Put(other, value)) },
            cancel
        );

    public async IAsyncEnumerable<WatchItem> WatchAsync(long after, [EnumeratorCancellation] CancellationToken cancel)
    {
        var create = new JsonObject
        {
            ["key"] = Encode(Prefix),
            ["range_end"] = Encode("r0"),
            ["start_revision"] = $"{after + 1}",
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, "v3/watch");
        request.Content = JsonContent.Create(new JsonObject { ["create_request"] = create });
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancel));
        while (await reader.ReadLineAsync(cancel) is { } line)
        {
            foreach (var happening in JsonNode.Parse(line)?["result"]?["events"] as JsonArray ?? [])
            {
                yield return Item(happening!);
            }
        }
    }

    private static WatchItem Item(JsonNode happening)
    {
        var pair = happening["kv"]!;
        var isDeleted = happening["type"]?.GetValue<string>() == "DELETE";
        var isNew = pair["create_revision"]?.ToString() == pair["mod_revision"]!.ToString();
        var kind =
            isDeleted ? WatchItemKind.Deleted
            : isNew ? WatchItemKind.Added
            : WatchItemKind.Modified;
        return new WatchItem(
            kind,
            Number(pair["mod_revision"]!),
            Decode(pair["key"]!)[Prefix.Length..],
            isDeleted ? null : Decode(pair["value"]!)
        );
    }

    /// <summary>
    /// Every call is one transaction: the guard decides between doing and looking, so that a refusal comes with the
    /// state it saw.
    /// </summary>
    private static JsonObject Transaction(RegisterCall call, RegisterArguments arguments)
    {
        var (key, value, expected) = arguments;
        var exists = Compare(key, "CREATE", call == RegisterCall.Create ? "EQUAL" : "GREATER", "create_revision", 0);
        var guards = new JsonArray(exists);
        if (expected is { } revision)
        {
            guards.Add(Compare(key, "MOD", "EQUAL", "mod_revision", revision));
        }

        JsonNode act = call switch
        {
            RegisterCall.Get => Range(key),
            RegisterCall.Delete => new JsonObject
            {
                ["request_delete_range"] = new JsonObject { ["key"] = Encode(Prefix + key) },
            },
            _ => Put(key, value!),
        };
        return new JsonObject
        {
            ["compare"] = guards,
            ["success"] = new JsonArray(act),
            ["failure"] = new JsonArray(Range(key)),
        };
    }

    private static RegisterOutcome Outcome(RegisterCall call, RegisterArguments arguments, JsonNode answer)
    {
        var range = answer["responses"]?[0]?["response_range"];
        if (answer["succeeded"]?.GetValue<bool>() == true)
        {
            return call switch
            {
                RegisterCall.Get => RegisterOutcome.Done(
                    Decode(range!["kvs"]![0]!["value"]!),
                    Number(range["kvs"]![0]!["mod_revision"]!)
                ),
                RegisterCall.Delete => RegisterOutcome.Done(null, null),
                _ => RegisterOutcome.Done(arguments.Value, Number(answer["header"]!["revision"]!)),
            };
        }

        var isAbsent = range?["kvs"] is null;
        return call == RegisterCall.Create ? RegisterOutcome.Exists
            : isAbsent ? RegisterOutcome.Absent
            : RegisterOutcome.Conflict;
    }

    private async Task<JsonNode> PostAsync(string path, JsonObject body, CancellationToken cancel)
    {
        using var response = await client.PostAsJsonAsync(path, body, cancel);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadFromJsonAsync<JsonNode>(cancel))!;
    }

    private static JsonObject Put(string key, string value) =>
        new()
        {
            ["request_put"] = new JsonObject { ["key"] = Encode(Prefix + key), ["value"] = Encode(value) },
        };

    private static JsonObject Range(string key) =>
        new() { ["request_range"] = new JsonObject { ["key"] = Encode(Prefix + key) } };

    private static JsonObject Compare(string key, string target, string result, string field, long value) =>
        new()
        {
            ["key"] = Encode(Prefix + key),
            ["target"] = target,
            ["result"] = result,
            [field] = $"{value}",
        };

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Decode(JsonNode text) =>
        Encoding.UTF8.GetString(Convert.FromBase64String(text.GetValue<string>()));

    private static long Number(JsonNode text) => long.Parse(text.ToString(), CultureInfo.InvariantCulture);
}
