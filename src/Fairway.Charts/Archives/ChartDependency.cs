using System.Text.Json.Nodes;

namespace Fairway.Charts.Archives;

/// <summary>What Chart.yaml says of a chart in <c>charts/</c>.</summary>
/// <param name="Name">The chart's name; once dependencies are sorted out, its alias if it has one.</param>
/// <param name="Version">Which versions are meant: a range.</param>
/// <param name="Repository">Where it is from.</param>
/// <param name="Condition">Paths of values, separated by commas: the first that is a boolean decides whether it is
/// on.</param>
/// <param name="Tags">It is on if one of its tags is; conditions come before tags.</param>
/// <param name="Imports">Which of its values the parent gets.</param>
/// <param name="Alias">The name under which the parent knows it; may be empty.</param>
internal sealed record ChartDependency(
    string Name,
    string Version,
    string Repository,
    string Condition,
    IReadOnlyList<string> Tags,
    IReadOnlyList<ImportedTable> Imports,
    string Alias)
{
    /// <summary>Whether it is on, as templates see it: all are that are left once dependencies are sorted.</summary>
    public bool IsEnabled { get; init; }

    /// <summary>The name under which the parent knows it.</summary>
    public string KnownAs => Alias.Length > 0 ? Alias : Name;

    /// <summary>Whether values decide that it is on.</summary>
    public bool IsSwitched => Condition.Length > 0 || Tags.Count > 0;

    /// <summary>Reads one; what it says of other things is left out.</summary>
    /// <exception cref="ChartException">It is no dependency.</exception>
    public static ChartDependency Read(FieldReader fields) => new(
        fields.Text("name"),
        fields.Text("version"),
        fields.Text("repository"),
        fields.Text("condition"),
        fields.Texts("tags"),
        [.. (fields.List("import-values") ?? []).Select(ImportedTable.Read).OfType<ImportedTable>()],
        fields.Text("alias"))
    {
        IsEnabled = fields.Flag("enabled"),
    };
}

/// <summary>A table of a dependency's values that the parent gets.</summary>
/// <param name="Child">Its path in the dependency.</param>
/// <param name="Parent">Its path in the parent; a dot is the root.</param>
internal sealed record ImportedTable(string Child, string Parent)
{
    /// <summary>A map of two paths, or the name of an export; null for anything else, which Helm passes over.</summary>
    public static ImportedTable? Read(JsonNode? node) => node switch
    {
        JsonObject map => new ImportedTable(Path(map["child"]), Path(map["parent"])),
        JsonValue value when value.TryGetValue<string>(out var name) => new ImportedTable($"exports.{name}", "."),
        _ => null,
    };

    private static string Path(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "<nil>";
}
