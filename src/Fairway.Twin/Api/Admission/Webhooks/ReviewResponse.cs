using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Api.Webhooks;

namespace Fairway.Twin.Api.Admission.Webhooks;

/// <summary>What a webhook answered to a review.</summary>
/// <param name="IsAllowed">Whether the write goes on.</param>
/// <param name="Patch">A JSON patch; null for none.</param>
/// <param name="Result">Why not, as a Status; null where nothing is said.</param>
/// <param name="Warnings">What the caller is to be told.</param>
internal sealed record ReviewResponse(
    bool IsAllowed, JsonArray? Patch, JsonObject? Result, IReadOnlyList<string> Warnings)
{
    private const int LeastRefusal = 400;

    /// <summary>Reads a review that came back.</summary>
    /// <param name="review">The review.</param>
    /// <param name="uid">The uid of the request.</param>
    /// <param name="version">The version that was sent; the older one is not looked at so closely.</param>
    /// <param name="mutating">Whether the webhook may patch.</param>
    /// <exception cref="WebhookCallException">It is no answer to the request.</exception>
    public static ReviewResponse Read(JsonObject review, string uid, string version, bool mutating)
    {
        if (review["response"] is not JsonObject response)
        {
            throw Invalid("webhook response was absent");
        }

        if (version == "v1")
        {
            CheckIdentity(review, response, uid);
            CheckPatch(response, mutating);
        }

        var patch = mutating && ObjectMeta.Text(response, "patch") is { Length: > 0 } text ? ReadPatch(text) : null;
        var type = ObjectMeta.Text(response, "patchType");
        if (patch is not null && version == "v1" && type != "JSONPatch")
        {
            throw new WebhookCallException($"unsupported patch type \"{type}\"");
        }

        return new ReviewResponse(
            response["allowed"] is JsonValue allowed && allowed.TryGetValue<bool>(out var flag) && flag,
            patch is { Count: > 0 } ? patch : null,
            response["result"] as JsonObject ?? response["status"] as JsonObject,
            [.. (response["warnings"] as JsonArray ?? []).Select(w => w?.ToString() ?? "")]);
    }

    /// <summary>The refusal of a webhook that does not allow a write.</summary>
    public ApiFailure Refusal(string webhook)
    {
        var deniedBy = $"admission webhook \"{webhook}\" denied the request";
        var result = Result ?? [];
        var (message, reason) = (ObjectMeta.Text(result, "message"), ObjectMeta.Text(result, "reason"));
        var code = (int)ObjectMeta.Number(result, "code");
        var text = (message.Length, reason.Length) switch
        {
            ( > 0, _) => $"{deniedBy}: {message}",
            (_, > 0) => $"{deniedBy}: {reason}",
            _ => $"{deniedBy} without explanation",
        };
        var details = (result["details"] as JsonObject)?.DeepClone() as JsonObject;
        return new ApiFailure(
            code < LeastRefusal ? LeastRefusal : code, reason.Length > 0 ? reason : null, text, details);
    }

    private static void CheckIdentity(JsonObject review, JsonObject response, string uid)
    {
        if (ObjectMeta.Text(response, "uid") is var answered && answered != uid)
        {
            throw Invalid($"expected response.uid=\"{uid}\", got \"{answered}\"");
        }

        const string Version = "admission.k8s.io/v1";
        var (apiVersion, kind) = (ObjectMeta.Text(review, "apiVersion"), ObjectMeta.Text(review, "kind"));
        if (apiVersion != Version || kind != "AdmissionReview")
        {
            throw Invalid(
                $"expected webhook response of {Version}, Kind=AdmissionReview, got {apiVersion}, Kind={kind}");
        }
    }

    private static void CheckPatch(JsonObject response, bool mutating)
    {
        var (hasPatch, hasType) =
            (ObjectMeta.Text(response, "patch").Length > 0, response["patchType"] is not null);
        if (!mutating && hasPatch)
        {
            throw Invalid("validating webhook may not return response.patch");
        }

        if (!mutating && hasType)
        {
            throw Invalid("validating webhook may not return response.patchType");
        }

        if (hasPatch && !hasType)
        {
            throw Invalid("webhook returned response.patch but not response.patchType");
        }

        if (!hasPatch && hasType)
        {
            throw Invalid("webhook returned response.patchType but not response.patch");
        }

        if (hasType && ObjectMeta.Text(response, "patchType").Length == 0)
        {
            throw Invalid("webhook returned invalid response.patchType of \"\"");
        }
    }

    private static JsonArray ReadPatch(string text)
    {
        try
        {
            return JsonReader.Read(Convert.FromBase64String(text)).Node as JsonArray
                ?? throw Undecodable("the patch is not a list of operations");
        }
        catch (JsonFormatException fault)
        {
            throw Undecodable(fault.Message);
        }
        catch (FormatException)
        {
            throw Undecodable("illegal base64 data");
        }
    }

    private static WebhookCallException Invalid(string why) => new($"received invalid webhook response: {why}");

    private static WebhookCallException Undecodable(string why) =>
        new($"received undecodable patch in webhook response: {why}");
}
