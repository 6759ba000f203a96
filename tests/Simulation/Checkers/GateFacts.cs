using System.Text.Json.Nodes;

namespace Fairway.Simulation.Checkers;

/// <summary>A deed, and what the history says of where it was done.</summary>
internal sealed record GateFacts(
    Deed Deed, JsonObject Release, JsonObject Item, JsonObject? Labels, IReadOnlyList<string> Components)
{
    public DateTimeOffset At => Deed.At;

    /// <summary>Whether something speaks of clusters with these labels: they must be equal.</summary>
    public static bool Selects(JsonObject one, JsonObject? labels)
    {
        var wanted = one["spec"]?["clusters"]?["matchLabels"] as JsonObject;
        return wanted is null || wanted.All(pair => labels?[pair.Key]?.ToString() == pair.Value?.ToString());
    }
}
