using System.Text;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Webhooks;

namespace Fairway.Tests.Twin.Api.Admission;

/// <summary>What a webhook does with the request of a review: it fills in the response.</summary>
internal delegate void WebhookScript(JsonObject request, JsonObject response);

/// <summary>Webhooks in process, by the path of their URL. It remembers who was asked what.</summary>
internal sealed class FakeWebhooks : IWebhookCaller
{
    private readonly Dictionary<string, Func<WebhookCall, CancellationToken, Task<WebhookAnswer>>> byPath = [];

    /// <summary>The paths that were called, in order.</summary>
    public List<string> Called { get; } = [];

    /// <summary>The calls, in order.</summary>
    public List<WebhookCall> Calls { get; } = [];

    /// <summary>The requests of the reviews that were sent, in order.</summary>
    public List<JsonObject> Requests { get; } = [];

    /// <summary>A webhook that answers reviews.</summary>
    public FakeWebhooks On(string path, WebhookScript script) =>
        OnRaw(path, (call, _) => Task.FromResult(new WebhookAnswer(200, Answer(call, script))));

    /// <summary>A webhook that allows everything.</summary>
    public FakeWebhooks Allow(string path) => On(path, (_, response) => response["allowed"] = true);

    /// <summary>A webhook that applies a JSON patch.</summary>
    public FakeWebhooks Patch(string path, string patch) => On(path, (_, response) =>
    {
        response["allowed"] = true;
        response["patchType"] = "JSONPatch";
        response["patch"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(patch));
    });

    /// <summary>A webhook that does what it likes.</summary>
    public FakeWebhooks OnRaw(string path, Func<WebhookCall, CancellationToken, Task<WebhookAnswer>> answer)
    {
        byPath[path] = answer;
        return this;
    }

    public Task<WebhookAnswer> CallAsync(WebhookCall asked, CancellationToken cancel)
    {
        Called.Add(asked.Url.AbsolutePath);
        Calls.Add(asked);
        Requests.Add((JsonObject)JsonNode.Parse(asked.Body.Span)!["request"]!.DeepClone());
        return byPath[asked.Url.AbsolutePath](asked, cancel);
    }

    private static byte[] Answer(WebhookCall call, WebhookScript script)
    {
        var review = (JsonObject)JsonNode.Parse(call.Body.Span)!;
        var request = (JsonObject)review["request"]!;
        var response = new JsonObject { ["uid"] = request["uid"]!.DeepClone() };
        script(request, response);
        review.Remove("request");
        review["response"] = response;
        return Encoding.UTF8.GetBytes(review.ToJsonString());
    }
}
