using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Schema.Custom;
using Fairway.Schema.Json;

namespace Fairway.Twin.Api.Tables;

/// <summary>The columns of custom resources: the name, and what the definition says or else the age.</summary>
internal static class CustomColumns
{
    private static readonly JsonPath Nowhere = JsonPath.Parse(".metadata.nowhere")!;

    public static TableColumn[] Of(CustomKind kind) => kind.Columns.IsEmpty
        ? [TableColumns.OfAny[0], Age()]
        : [TableColumns.OfAny[0], .. kind.Columns.Select(Column)];

    /// <summary>The first value at the column's path, as its type shows it; null where there is none.</summary>
    public static JsonNode? Read(TableColumn column, JsonObject obj, DateTimeOffset now)
    {
        var found = column.Path!.Select(obj).FirstOrDefault();
        return found is null ? null : (column.Type, found.GetValueKind()) switch
        {
            ("date", JsonValueKind.String) => Ages.Since(found.GetValue<string>(), now) is var age && age == "<unknown>"
                ? "<invalid>"
                : age,
            ("integer", JsonValueKind.Number) or ("number", JsonValueKind.Number) => found.DeepClone(),
            ("boolean", JsonValueKind.True or JsonValueKind.False) => found.DeepClone(),
            ("string", JsonValueKind.String) => found.DeepClone(),
            ("string", _) => System.Text.Encoding.UTF8.GetString(JsonText.Write(found)),
            _ => null,
        };
    }

    private static TableColumn Column(CustomColumn column) =>
        new(column.Name, column.Type, column.Format, column.Priority, column.Description, "")
        {
            Path = column.Path ?? Nowhere,
        };

    private static TableColumn Age() =>
        TableColumns.OfAny[1] with { Name = "Age", Path = JsonPath.Parse(".metadata.creationTimestamp") };
}
