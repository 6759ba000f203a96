using System.Text.Json.Nodes;

namespace Fairway.Schema.Defaults;

/// <summary>Autoscalers of autoscaling/v2: without a metric they go by CPU, and what is said of a direction is filled
/// up.</summary>
internal static class AutoscalingDefaults
{
    private const string UsualMetric =
        """{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":80}}}""";

    private const string Up =
        """[{"type":"Percent","value":100,"periodSeconds":15},{"type":"Pods","value":4,"periodSeconds":15}]""";

    private const string Down = """[{"type":"Percent","value":100,"periodSeconds":15}]""";

    public static void Apply(JsonObject autoscaler)
    {
        if (autoscaler.Child("spec") is not { } spec)
        {
            return;
        }

        if (!spec.Each("metrics").Any())
        {
            spec["metrics"] = new JsonArray(JsonNode.Parse(UsualMetric));
        }

        if (spec.Child("behavior") is { } behavior)
        {
            behavior["scaleUp"] ??= new JsonObject();
            behavior["scaleDown"] ??= new JsonObject();
            Fill(behavior.Child("scaleUp"), Up);
            Fill(behavior.Child("scaleDown"), Down);
            behavior.Child("scaleUp")?.Default("stabilizationWindowSeconds", JsonValue.Create(0L));
        }
    }

    private static void Fill(JsonObject? rules, string policies)
    {
        if (rules is null)
        {
            return;
        }

        rules.Default("selectPolicy", JsonValue.Create("Max"));
        if (!rules.Holds("policies"))
        {
            rules["policies"] = JsonNode.Parse(policies);
        }
    }
}
