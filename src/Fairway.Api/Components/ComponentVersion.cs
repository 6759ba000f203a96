using System.ComponentModel.DataAnnotations;
using Fairway.Api.Meta;
using Fairway.Api.Schema;

namespace Fairway.Api.Components;

/// <summary>
/// One version of a component: its template and its images, equal everywhere. It never changes: another content is
/// another version. Named <c>COMPONENT-VERSION</c>.
/// </summary>
[Kind("componentversions", ShortName = "fcv")]
[Column(0, "Component", ".spec.component")]
[Column(1, "Version", ".spec.version")]
[Column(2, "Digest", ".spec.chart.digest", Wide = true)]
[Column(3, "Age", ".metadata.creationTimestamp", Type = "date")]
public sealed record ComponentVersion : FairwayObject
{
    /// <summary>The content.</summary>
    [Required]
    [Immutable]
    public ComponentVersionSpec Spec { get; set; } = new();

    /// <summary>The name of a component's version.</summary>
    public static string NameOf(string component, string version) =>
        $"{component}-{version.Replace('+', '-')}".ToLowerInvariant();
}

/// <summary>The content of a version.</summary>
public sealed record ComponentVersionSpec
{
    /// <summary>The component.</summary>
    [Required]
    public string Component { get; set; } = "";

    /// <summary>The version: semantic, with or without a leading v.</summary>
    [Required]
    [MaxLength(128)]
    public string Version { get; set; } = "";

    /// <summary>The template; absent for ControlPlane components.</summary>
    public ChartReference? Chart { get; init; }

    /// <summary>Images by the names that the component gives them: <c>registry/repository:tag</c>, or with a
    /// digest.</summary>
    public IReadOnlyDictionary<string, string>? Images { get; init; }

    /// <summary>Only of a ControlPlane component: the package.</summary>
    public string? Package { get; init; }

    /// <summary>Only of a ControlPlane component: the commit that it was built from.</summary>
    public string? Commit { get; init; }
}

/// <summary>A chart by its content.</summary>
public sealed record ChartReference
{
    /// <summary>sha256 over its files: <c>sha256:HEX</c>.</summary>
    [Required]
    [RegularExpression("^sha256:[0-9a-f]{64}$")]
    public string Digest { get; set; } = "";

    /// <summary>The ConfigMap in <c>fairway-system</c> that holds its archive (binaryData, key
    /// <c>chart.tgz</c>).</summary>
    [Required]
    public string ConfigMap { get; set; } = "";
}
