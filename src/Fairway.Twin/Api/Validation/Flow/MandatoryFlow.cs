using System.Text.Json.Nodes;
using Fairway.Twin.Api.Bootstrap;

namespace Fairway.Twin.Api.Validation.Flow;

/// <summary>The schemas and levels that no cluster can do without stay as they are.</summary>
internal static class MandatoryFlow
{
    public static void CheckSchema(Field schema)
    {
        if (Fixed("FlowSchema", schema) is { } wanted && !JsonNode.DeepEquals(schema["spec"].Value, wanted))
        {
            Refuse(schema, "");
        }
    }

    /// <summary>Of the level that is exempt the shares may change.</summary>
    public static void CheckLevel(Field level)
    {
        if (Fixed("PriorityLevelConfiguration", level) is not { } wanted)
        {
            return;
        }

        var isExempt = level["metadata"].TextOf("name") == "exempt";
        var (now, then) = (level["spec"].Value?.DeepClone() as JsonObject ?? [], (JsonObject)wanted.DeepClone());
        if (isExempt)
        {
            now.Remove("exempt");
            then.Remove("exempt");
        }

        if (!JsonNode.DeepEquals(now, then))
        {
            Refuse(level, isExempt ? " except the 'spec.exempt' field" : "");
        }
    }

    private static JsonNode? Fixed(string kind, Field obj) =>
        obj["metadata"].TextOf("name") is "exempt" or "catch-all"
            ? BootstrapLines.Find(kind, obj["metadata"].TextOf("name"))?["spec"]
            : null;

    private static void Refuse(Field obj, string except) => obj["spec"].Invalid(
        Shown.Capitals(obj["spec"].Value),
        $"spec of '{obj["metadata"].TextOf("name")}'{except} must equal the fixed value");
}
