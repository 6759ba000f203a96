using System.Text.Json.Nodes;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Kinds;

/// <summary>Kinds that count generations and do nothing else of their own.</summary>
internal class GenerationRules : KindRules
{
    public override bool CountsGenerations => true;
}

/// <summary>Kinds whose deletion answers the object.</summary>
internal sealed class AnsweringRules : KindRules
{
    public override bool AnswersDeleted => true;
}

/// <summary>Endpoints are kept for old clients.</summary>
internal sealed class EndpointsRules : KindRules
{
    public override string? Deprecation =>
        "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice";
}

/// <summary>Kinds whose names need only be a part of a path (roles and their bindings have colons).</summary>
internal sealed class PathNamedRules : KindRules
{
    public override string? CheckName(string name) => NameRules.PathSegment(name);
}

/// <summary>A change of the annotations is a new generation too; labels do not change through status.</summary>
internal sealed class DeploymentRules : GenerationRules
{
    public override bool IsNewGeneration(JsonObject updated, JsonObject live) =>
        base.IsNewGeneration(updated, live)
        || !JsonNode.DeepEquals(ObjectMeta.Of(updated)["annotations"], ObjectMeta.Of(live)["annotations"]);

    public override void PrepareForStatusUpdate(JsonObject updated, JsonObject live) =>
        ObjectMeta.Keep(ObjectMeta.Of(updated), ObjectMeta.Of(live), "labels");
}

/// <summary>The deprecated annotation <c>deprecated.daemonset.template.generation</c> counts changes of the
/// template.</summary>
internal sealed class DaemonSetRules : GenerationRules
{
    private const string TemplateGeneration = "deprecated.daemonset.template.generation";

    public override void Complete(JsonObject obj) => SetTemplateGeneration(obj, TemplateGenerationOf(obj));

    public override void PrepareForCreate(JsonObject obj, KindContext context) => SetTemplateGeneration(obj, 1);

    public override void PrepareForUpdate(JsonObject updated, JsonObject live, KindContext context)
    {
        var changed = !JsonNode.DeepEquals(updated["spec"]?["template"], live["spec"]?["template"]);
        SetTemplateGeneration(updated, TemplateGenerationOf(live) + (changed ? 1 : 0));
    }

    private static long TemplateGenerationOf(JsonObject obj) =>
        long.TryParse(ObjectMeta.Of(obj)["annotations"]?[TemplateGeneration]?.GetValue<string>(), out var number)
            ? number
            : 1;

    private static void SetTemplateGeneration(JsonObject obj, long number)
    {
        var metadata = ObjectMeta.Of(obj);
        if (metadata["annotations"] is not JsonObject annotations)
        {
            annotations = [];
            metadata["annotations"] = annotations;
        }

        annotations[TemplateGeneration] = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
    }
}
