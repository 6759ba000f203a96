namespace Fairway.Charts.Archives;

/// <summary>What Chart.yaml says, and requirements.yaml of charts of the first version.</summary>
/// <param name="Name">The chart's.</param>
/// <param name="Version">The chart's.</param>
internal sealed record ChartMetadata(string Name, string Version)
{
    /// <summary>The version of the format: <c>v1</c> or <c>v2</c>.</summary>
    public string ApiVersion { get; init; } = "v1";

    /// <summary>Of what it installs; may be empty.</summary>
    public string AppVersion { get; init; } = "";

    public string Description { get; init; } = "";

    public string Home { get; init; } = "";

    public string Icon { get; init; } = "";

    public string Condition { get; init; } = "";

    public string Tags { get; init; } = "";

    /// <summary>Which versions of Kubernetes it asks for; empty for any.</summary>
    public string KubeVersion { get; init; } = "";

    /// <summary>Empty, <c>application</c> or <c>library</c>.</summary>
    public string Type { get; init; } = "";

    public bool IsDeprecated { get; init; }

    public IReadOnlyList<string> Sources { get; init; } = [];

    public IReadOnlyList<string> Keywords { get; init; } = [];

    public IReadOnlyList<ChartMaintainer> Maintainers { get; init; } = [];

    /// <summary>Sorted; null if there are none.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Annotations { get; init; }

    /// <summary>Null if nothing is said of dependencies, which is not the same as none.</summary>
    public IReadOnlyList<ChartDependency>? Dependencies { get; init; }

    /// <summary>A library holds definitions for other charts, and nothing of its own is rendered.</summary>
    public bool IsLibrary => Type.Equals("library", StringComparison.OrdinalIgnoreCase);
}

/// <summary>Who looks after a chart.</summary>
internal sealed record ChartMaintainer(string Name, string Email, string Url);
