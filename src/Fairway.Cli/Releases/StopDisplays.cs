using System.Text.Json;
using Fairway.Api;
using Fairway.Api.Safety;
using Fairway.Cli.Displays;
using Fairway.Cli.Terminals;

namespace Fairway.Cli.Releases;

/// <summary>EmergencyStops as verbs show them. Pure.</summary>
internal static class StopDisplays
{
    private const int Age = 3;

    /// <summary>Those that hold.</summary>
    public static Display List(IEnumerable<EmergencyStop> stops, DateTimeOffset now) => new(
        [.. stops.Select(stop => Row(stop, now))])
    {
        Headings = ["NAME", "STOPPED", "MISSING", "AGE", "REASON"],
        Wider = ["COMPONENTS", "ROLLBACKS"],
        Empty = "nothing is stopped",
    };

    private static DisplayRow Row(EmergencyStop stop, DateTimeOffset now) => new(
        $"emergencystop/{stop.Metadata.Name}",
        JsonSerializer.SerializeToNode(stop, ApiJson.Default.EmergencyStop)!)
    {
        Cells =
        [
            stop.Metadata.Name,
            stop.Status?.Clusters is { } all ? $"{stop.Status.Acknowledged ?? 0}/{all}" : "-",
            stop.Status?.Missing is { Count: > 0 } missing ? string.Join(',', missing) : "-",
            Ages.Text(now - (stop.Metadata.CreationTimestamp ?? now)),
            stop.Spec.Reason,
        ],
        Wider =
        [
            stop.Spec.Components is { Count: > 0 } components ? string.Join(',', components) : "all",
            stop.Spec.AllowRollbacks ? "go on" : "are held",
        ],
        Ageing = [Age],
    };
}
