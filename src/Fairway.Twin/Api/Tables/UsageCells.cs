using System.Text.Json.Nodes;
using Fairway.Schema.Quantities;

namespace Fairway.Twin.Api.Tables;

/// <summary>Cells of what nodes and pods use.</summary>
internal static class UsageCells
{
    /// <summary>What a node, or all containers of a pod, use of a resource.</summary>
    public static string Read(string resource, JsonObject obj)
    {
        var parts = (obj["containers"] as JsonArray ?? [obj.DeepClone()])
            .Select(part => Quantity.Parse(Cells.Text(part, $"usage.{resource}", "0")));
        return parts.Aggregate(Quantity.Parse("0"), (sum, part) => sum + part).ToString();
    }
}
