using System.Text.Json.Nodes;
using Fairway.Schema.Json;
using Fairway.Twin.Api.Objects;
using Fairway.Twin.Storage;

namespace Fairway.Twin.Api.Admission;

/// <summary>A class that pods may name for their priority.</summary>
internal sealed record PriorityClass(string Name, long Value, string PreemptionPolicy, bool IsDefault)
{
    private const long SystemCritical = 2_000_000_000;
    private const string Preempts = "PreemptLowerPriority";

    /// <summary>What pods have where no class is the default.</summary>
    public static PriorityClass None { get; } = new("", 0, Preempts, false);

    /// <summary>The classes that every cluster has, whether their objects are there or not.</summary>
    public static IReadOnlyList<PriorityClass> System { get; } =
    [
        new("system-cluster-critical", SystemCritical, Preempts, false),
        new("system-node-critical", SystemCritical + 1000, Preempts, false),
    ];

    public static PriorityClass Read(StoredObject stored)
    {
        var tree = (JsonObject)JsonReader.Read(stored.Json.Span).Node!;
        var policy = ObjectMeta.Text(tree, "preemptionPolicy");
        return new PriorityClass(
            stored.Key.Name,
            ObjectMeta.Number(tree, "value"),
            policy.Length > 0 ? policy : Preempts,
            tree["globalDefault"] is JsonValue flag && flag.TryGetValue<bool>(out var isDefault) && isDefault);
    }
}
