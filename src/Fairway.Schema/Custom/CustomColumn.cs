using Fairway.Schema.Json;

namespace Fairway.Schema.Custom;

/// <summary>A column that kubectl prints of a custom resource.</summary>
/// <param name="Name">Its head.</param>
/// <param name="Type">string, integer, number, boolean or date.</param>
/// <param name="Format">A format of OpenAPI; empty for none.</param>
/// <param name="Description">What it shows.</param>
/// <param name="Priority">0 for a column that is always shown.</param>
/// <param name="Path">Where the value is; null where the path cannot be read, and then the column is empty.</param>
public sealed record CustomColumn(
    string Name, string Type, string Format, string Description, int Priority, JsonPath? Path);
