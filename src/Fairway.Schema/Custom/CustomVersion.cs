using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Fairway.Schema.Defaults;
using Fairway.Schema.Json;

namespace Fairway.Schema.Custom;

/// <summary>One version of a custom resource, as its definition has it.</summary>
public sealed record CustomVersion
{
    /// <summary>Name of the version, <c>v1alpha1</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Whether the API serves it.</summary>
    public bool Served { get; init; }

    /// <summary>Whether objects are stored in it.</summary>
    public bool Storage { get; init; }

    /// <summary>Whether answers warn of it.</summary>
    public bool Deprecated { get; init; }

    /// <summary>What they say; null for the usual words.</summary>
    public string? DeprecationWarning { get; init; }

    /// <summary>The <c>openAPIV3Schema</c>, shared by equal ones; not to be changed.</summary>
    public required JsonObject Schema { get; init; }

    /// <summary>Whether the status is a subresource.</summary>
    public bool HasStatus { get; init; }

    /// <summary>The scale, or null.</summary>
    public CustomScale? Scale { get; init; }

    /// <summary>Columns beside the name; empty where only the age is shown.</summary>
    public ImmutableArray<CustomColumn> Columns { get; init; } = [];

    /// <summary>Paths that field selectors may name, <c>spec.color</c>.</summary>
    public ImmutableArray<string> SelectableFields { get; init; } = [];

    /// <summary>Reads one of <c>spec.versions</c>.</summary>
    public static CustomVersion Read(JsonObject version)
    {
        var parts = version.Child("subresources");
        return new CustomVersion
        {
            Name = version.Text("name"),
            Served = Flag(version, "served"),
            Storage = Flag(version, "storage"),
            Deprecated = Flag(version, "deprecated"),
            DeprecationWarning = CustomSchemaReader.TextOf(version, "deprecationWarning"),
            Schema = SharedSchemas.Share(version.Child("schema")?.Child("openAPIV3Schema")
                ?? new JsonObject { ["x-kubernetes-preserve-unknown-fields"] = true }),
            HasStatus = parts?.Child("status") is not null,
            Scale = parts?.Child("scale") is { } scale ? ReadScale(scale) : null,
            Columns = [.. version.Each("additionalPrinterColumns").Select(ReadColumn)],
            SelectableFields =
                [.. version.Each("selectableFields").Select(field => field.Text("jsonPath").TrimStart('.'))],
        };
    }

    private static CustomScale? ReadScale(JsonObject scale) =>
        JsonPath.Parse(scale.Text("specReplicasPath")) is { } replicas
        && JsonPath.Parse(scale.Text("statusReplicasPath")) is { } observed
            ? new CustomScale(replicas, observed, JsonPath.Parse(scale.Text("labelSelectorPath")))
            : null;

    private static CustomColumn ReadColumn(JsonObject column) => new(
        column.Text("name"),
        column.Text("type"),
        column.Text("format"),
        column.Text("description") is { Length: > 0 } said
            ? said
            : $"Custom resource definition column (in JSONPath format): {column.Text("jsonPath")}",
        column["priority"] is JsonValue priority && priority.TryGetValue<long>(out var number) ? (int)number : 0,
        JsonPath.Parse(column.Text("jsonPath")));

    private static bool Flag(JsonObject version, string key) =>
        version[key] is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}
