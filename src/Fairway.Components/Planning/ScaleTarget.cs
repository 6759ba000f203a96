using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Planning;

/// <summary>A workload that an autoscaler has as its target, in whatever version.</summary>
internal readonly record struct ScaleTarget(string Group, string Kind, string Namespace, string Name)
{
    /// <summary>The workload, seen as a target.</summary>
    public static ScaleTarget Of(ObjectRef workload) =>
        new(workload.Kind.Group, workload.Kind.Kind, workload.Namespace, workload.Name);

    /// <summary>
    /// The targets of all autoscalers among these: objects with a <c>spec.scaleTargetRef</c>, such as
    /// HorizontalPodAutoscalers and KEDA's ScaledObjects. What a reference leaves out is a Deployment of apps.
    /// </summary>
    public static ImmutableHashSet<ScaleTarget> In(IEnumerable<JsonObject> items) =>
        [.. items.Select(Find).OfType<ScaleTarget>()];

    private static ScaleTarget? Find(JsonObject item)
    {
        if (item["spec"] is not JsonObject spec || spec["scaleTargetRef"] is not JsonObject to
            || Text(to, "name") is not { } name)
        {
            return null;
        }

        var version = Text(to, "apiVersion") ?? "apps/v1";
        var slash = version.IndexOf('/', StringComparison.Ordinal);
        return new ScaleTarget(
            slash < 0 ? "" : version[..slash], Text(to, "kind") ?? "Deployment", ObjectRef.Of(item).Namespace, name);
    }

    private static string? Text(JsonObject owner, string name) =>
        owner[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
