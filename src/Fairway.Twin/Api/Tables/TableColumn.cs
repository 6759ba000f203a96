using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Twin.Api.Tables;

/// <summary>One column of a table.</summary>
/// <param name="Cell">What stands in it: a way to read the object, and what it reads
/// (<c>text:status.podIP</c>).</param>
internal sealed record TableColumn(
    string Name, string Type, string Format, int Priority, string Description, string Cell)
{
    /// <summary>Where the value of a custom resource's column is; null for others.</summary>
    public JsonPath? Path { get; init; }

    /// <summary>As a TableColumnDefinition.</summary>
    public JsonObject Definition() => new()
    {
        ["name"] = Name,
        ["type"] = Type,
        ["format"] = Format,
        ["description"] = Description,
        ["priority"] = Priority,
    };
}
