using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Fairway.Merge.Diffing;

namespace Fairway.Components.Targets;

/// <summary>An object that is there for a moment of an act only: a hook of a chart.</summary>
internal sealed record TargetHook
{
    /// <summary>When it is made: <c>pre-upgrade</c>, <c>post-install</c>.</summary>
    public required IReadOnlyList<string> Events { get; init; }

    /// <summary>Hooks of lower weight come first, those of one weight by name.</summary>
    public int Weight { get; init; }

    /// <summary>When it is deleted: <c>before-hook-creation</c>, <c>hook-succeeded</c>, <c>hook-failed</c>.</summary>
    public required IReadOnlyList<string> DeletePolicies { get; init; }

    /// <summary>The object, which is only read.</summary>
    public required JsonObject Object { get; init; }

    /// <summary>Which object it is.</summary>
    [JsonIgnore]
    public ObjectRef Reference => ObjectRef.Of(Object);
}
