using System.Text.Json.Nodes;

namespace Fairway.Merge.Diffing;

/// <summary>One place on the three sides. Null is as good as nothing there.</summary>
internal readonly record struct Sides(JsonNode? Recorded, JsonNode? Target, JsonNode? Live)
{
    public Sides Member(string name) =>
        new((Recorded as JsonObject)?[name], (Target as JsonObject)?[name], (Live as JsonObject)?[name]);
}
