namespace Fairway.Delivery.Insights;

/// <summary>Where a component on a cluster comes from.</summary>
public sealed record Explanation
{
    /// <summary>The component.</summary>
    public required string Component { get; init; }

    /// <summary>Its version.</summary>
    public required string Version { get; init; }

    /// <summary>Name and version of the chart.</summary>
    public required string Chart { get; init; }

    /// <summary>What to mind when reading this; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>For every value that is not the chart's own: the layer that set it.</summary>
    public IReadOnlyList<ValueOrigin> Values { get; init; } = [];

    /// <summary>The objects, in the order in which they are applied.</summary>
    public IReadOnlyList<ObjectOrigin> Objects { get; init; } = [];

    /// <summary>The fields that were asked for.</summary>
    public IReadOnlyList<FieldOrigin> Fields { get; init; } = [];
}

/// <summary>Who set a value.</summary>
/// <param name="Path">The value: <c>image.tag</c>.</param>
/// <param name="Layer">The layer: <c>MetaConfig web-north</c>.</param>
public sealed record ValueOrigin(string Path, string Layer);

/// <summary>Where an object comes from.</summary>
/// <param name="Object">Kind, namespace and name.</param>
/// <param name="Template">The file in the chart; null where Fairway adds it.</param>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="IsLive">Whether the cluster has it.</param>
public sealed record ObjectOrigin(string Object, string? Template, int Line, bool IsLive);

/// <summary>Where a field comes from. Values are JSON; null where there is none; those of Secrets are hidden.</summary>
public sealed record FieldOrigin
{
    /// <summary>Kind, namespace and name.</summary>
    public required string Object { get; init; }

    /// <summary>The place.</summary>
    public required string Path { get; init; }

    /// <summary>What is to be.</summary>
    public string? Target { get; init; }

    /// <summary>What was applied or begun.</summary>
    public string? Recorded { get; init; }

    /// <summary>What is.</summary>
    public string? Live { get; init; }

    /// <summary>The file in the chart that makes it; null where none does.</summary>
    public string? Template { get; init; }

    /// <summary>The line of the file whose text or action made it, from 1.</summary>
    public int Line { get; init; }

    /// <summary>The values that decide it: another value there would give another field.</summary>
    public IReadOnlyList<ValueOrigin> DecidedBy { get; init; } = [];

    /// <summary>The field managers that own the live field or something in it, in order.</summary>
    public IReadOnlyList<string> Owners { get; init; } = [];
}
