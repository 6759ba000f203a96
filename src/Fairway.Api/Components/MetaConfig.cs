using System.ComponentModel.DataAnnotations;
using System.Text.Json.Nodes;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Components;

/// <summary>
/// Values of a component: for all clusters, for those that a selector finds, or for one. The narrower wins; among
/// selectors the higher priority, then the later name. An edit brings nothing to any cluster: only a Release does.
/// </summary>
[Kind("metaconfigs", ShortName = "fmc")]
[Column(0, "Component", ".spec.component")]
[Column(1, "Cluster", ".spec.cluster")]
[Column(2, "Priority", ".spec.priority", Type = "integer")]
[Column(3, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record MetaConfig : FairwayObject
{
    /// <summary>The values, and whom they are for.</summary>
    [Required]
    public MetaConfigSpec Spec { get; set; } = new();
}

/// <summary>Values, and whom they are for.</summary>
public sealed record MetaConfigSpec
{
    /// <summary>The component.</summary>
    [Required]
    [Immutable]
    public string Component { get; set; } = "";

    /// <summary>For the clusters with these labels; absent, with no <see cref="Cluster"/> either: for all.</summary>
    public LabelSelector? Selector { get; init; }

    /// <summary>For this cluster alone: its id.</summary>
    public string? Cluster { get; init; }

    /// <summary>Among selectors: the higher wins.</summary>
    [Range(-1_000_000, 1_000_000)]
    public int Priority { get; init; }

    /// <summary>Values, merged into wider ones map by map. A null is refused: it would not survive kubectl's merge
    /// patches; <see cref="Remove"/> deletes.</summary>
    [FreeForm]
    public JsonObject? Values { get; init; }

    /// <summary>Values that Secrets of the meta cluster hold, laid over <see cref="Values"/>. They are read when a
    /// Release is planned, kept sealed, and shown as keyed hashes.</summary>
    [MapList("path")]
    public IReadOnlyList<SecretValue>? ValuesFrom { get; init; }

    /// <summary>Paths that wider values have and these clusters must not: <c>exporter.image</c>.</summary>
    public IReadOnlyList<string>? Remove { get; init; }
}

/// <summary>A value that a Secret holds.</summary>
public sealed record SecretValue
{
    /// <summary>Where it goes in the values: <c>auth.password</c>.</summary>
    [Required]
    [RegularExpression("^[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*$")]
    public string Path { get; set; } = "";

    /// <summary>The Secret, in <c>fairway-system</c> of the meta cluster. It must have the label
    /// <c>fairway.dev/values: "true"</c>: who may write meta-configs may not read every Secret by that.</summary>
    [Required]
    public string Secret { get; set; } = "";

    /// <summary>The key in its data, which must hold text.</summary>
    [Required]
    public string Key { get; set; } = "";
}
