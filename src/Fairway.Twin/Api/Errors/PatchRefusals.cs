using System.Text.Json.Nodes;
using Fairway.Merge.Patches;

namespace Fairway.Twin.Api.Errors;

/// <summary>Turns the refusals of patches into those of the API.</summary>
internal static class PatchRefusals
{
    public static ApiFailure From(PatchException refusal)
    {
        var details = refusal.HasDetails ? new JsonObject() : null;
        if (refusal.Causes.Length > 0)
        {
            details!["causes"] = new JsonArray([.. refusal.Causes.Select(c => (JsonNode)new JsonObject
            {
                ["reason"] = c.Reason,
                ["message"] = c.Message,
                ["field"] = c.Field,
            })]);
        }

        return new ApiFailure(
            refusal.StatusCode, refusal.Reason.Length > 0 ? refusal.Reason : null, refusal.Message, details);
    }
}
