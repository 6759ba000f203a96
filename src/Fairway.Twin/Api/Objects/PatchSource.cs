using System.Text;
using System.Text.Json.Nodes;
using Fairway.Merge.Patches;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Errors;

namespace Fairway.Twin.Api.Objects;

/// <summary>Where a patched object comes from, for the refusal of one that does not fit its kind: most fit, so what is
/// shown is made when somebody asks.</summary>
/// <param name="strategic">The patch, if it was a strategic merge: refusals show it, and not the object.</param>
/// <param name="patched">Makes the patched object anew, as it was before it was read into its kind.</param>
internal readonly struct PatchSource(JsonNode? strategic, Func<JsonObject> patched)
{
    public ApiFailure Misfit(string problem) => ApiFailure.Invalid("", "", "",
    [
        strategic is null
            ? FieldError.Invalid("patch", Shown(patched()), problem)
            : FieldError.Invalid("patch", StrategicMergePatch.Shown(strategic), ConverterWords.Of(problem)),
    ]);

    /// <summary>The patched text as the reference server shows it: the top level in order, what is beneath as it
    /// is.</summary>
    private static string Shown(JsonObject patched)
    {
        var sorted = new JsonObject(patched.OrderBy(p => p.Key, StringComparer.Ordinal)
            .Select(p => KeyValuePair.Create(p.Key, p.Value?.DeepClone())));
        return Encoding.UTF8.GetString(JsonText.Write(sorted));
    }
}
