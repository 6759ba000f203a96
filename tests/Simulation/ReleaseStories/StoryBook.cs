using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Simulation.Fleets;
using Fairway.Twin.Storage;

namespace Fairway.Simulation.ReleaseStories;

/// <summary>
/// Writes a story of Releases down for people: when, where, what, why. Of one second, what became of an object is one
/// line, and the lines are in the order of their objects: in which order things were written that have nothing to do
/// with each other says nothing to who reads.
/// </summary>
internal sealed class StoryBook
{
    private readonly Fleet fleet;
    private readonly SortedDictionary<string, Said> last = new(StringComparer.Ordinal);
    private readonly SortedDictionary<(long Second, string Object), List<string>> lines = [];

    public StoryBook(Fleet fleet)
    {
        this.fleet = fleet;
        fleet.Told = See;
    }

    /// <summary>Whether it says which process wrote what.</summary>
    public bool NamesProcesses { get; set; }

    /// <summary>What a person did, or what befell a machine.</summary>
    public void Tell(string what) => Add("", $"*** {what}");

    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var (at, said) in lines)
        {
            var moment = DateTimeOffset.FromUnixTimeSeconds(at.Second);
            var name = at.Object.Length == 0 ? "" : $"{at.Object[1..]}: ";
            text.Append(
                CultureInfo.InvariantCulture, $"{moment:MM-dd HH:mm:ss}  {name}{string.Join("; ", said)}\n");
        }

        return text.ToString();
    }

    private void See(Change change)
    {
        var (order, name, says) = change.Resource switch
        {
            "releases.fairway.dev" => ('1', $"Release {change.Key.Name}", Release(change.Object)),
            "clusterreleases.fairway.dev" => ('2', $"  {change.Key.Namespace}", Cluster(change)),
            "clusters.fairway.dev" => ('3', $"  {change.Key.Namespace}", Ready(change.Object)),
            "emergencystops.fairway.dev" => ('4', $"EmergencyStop {change.Key.Name}", Stop(change.Object)),
            _ => ('5', "", null),
        };
        if (change.Kind == StoreEventKind.Deleted)
        {
            says = says is null ? null : new Said("is gone", "");
        }

        if (says is not null && !says.IsSame(last.GetValueOrDefault($"{change.Resource}/{change.Key}")))
        {
            last[$"{change.Resource}/{change.Key}"] = says;
            Add($"{order}{name}", NamesProcesses && order < '3' ? $"{says} [{change.Author}]" : $"{says}");
        }
    }

    private void Add(string of, string says)
    {
        var key = (fleet.Now.ToUnixTimeSeconds(), of);
        if (lines.TryGetValue(key, out var known))
        {
            known.Add(says);
        }
        else
        {
            lines[key] = [says];
        }
    }

    private static Said? Release(JsonObject release)
    {
        var status = release["status"];
        return status?["phase"] is { } phase && Condition(status, "Progressing") is { } says
            ? new Said($"{phase}, {says["message"]}", "")
            : null;
    }

    /// <summary>How far pods are is not told, and neither is whether the slot or the object was seen first.</summary>
    private static Said? Cluster(Change change)
    {
        var status = change.Object["status"];
        if (status is null || (string?)status["reason"] == "WaitingForSlot")
        {
            return null;
        }

        var phase = (string)status["phase"]!;
        var back = (string?)status["direction"] == "Back" ? " on the way back" : "";
        var isOnItsWay = phase is "Configure" or "Step" or "Bake";
        var component = isOnItsWay && change.Object["spec"]!["changes"]!.AsArray() is { Count: > 1 } changes
            ? $" {changes[(int?)status["change"] ?? 0]!["component"]}"
            : "";
        var step = phase is "Step" or "Bake" ? $" {status["step"]}" : "";
        return new Said(
            $"{change.Key.Name} {phase}{component}{step}{back}",
            $"{status["reason"]}",
            (string?)status["message"] ?? "");
    }

    private static Said? Ready(JsonObject cluster) => Condition(cluster["status"], "Ready") is { } ready
        && (string?)ready["status"] != "True"
            ? new Said($"not ready, {ready["message"]}", "")
            : new Said("ready", "");

    private static Said? Stop(JsonObject stop) => Condition(stop["status"], "Acknowledged") is { } said
        ? new Said((string)said["message"]!, "")
        : null;

    private static JsonNode? Condition(JsonNode? status, string type) => (status?["conditions"] as JsonArray)
        ?.FirstOrDefault(one => (string?)one!["type"] == type);

    /// <summary>What is told of an object; another message alone is nothing new.</summary>
    private sealed record Said(string Where, string Reason, string Message = "")
    {
        public bool IsSame(Said? other) => (Where, Reason) == (other?.Where, other?.Reason);

        public override string ToString() => Message.Length == 0 ? Where : $"{Where}, {Message}";
    }
}
