using System.Text.Json.Nodes;

namespace Fairway.Conformance.Transcripts;

/// <summary>When a watch has been read far enough.</summary>
internal sealed record Until(
    int? Count,
    string? Type,
    bool InitialEventsEnd,
    bool IgnoreBookmarks,
    double TimeoutSeconds
)
{
    private const string InitialEventsEndPath = "k8s.io/initial-events-end";

    /// <summary>True if the event is to be read over.</summary>
    public bool Ignores(JsonObject happening) =>
        IgnoreBookmarks && TypeOf(happening) == "BOOKMARK" && !(InitialEventsEnd && EndsInitialEvents(happening));

    /// <summary>True if nothing more is to be read after these events.</summary>
    public bool Holds(IReadOnlyList<JsonObject> events)
    {
        if (Count is { } count)
        {
            return events.Count >= count;
        }

        return events.Count > 0
            && (InitialEventsEnd ? EndsInitialEvents(events[^1]) : Type is not null && TypeOf(events[^1]) == Type);
    }

    private static bool EndsInitialEvents(JsonObject happening) =>
        TypeOf(happening) == "BOOKMARK"
        && happening["object"]?["metadata"]?["annotations"]?[InitialEventsEndPath]?.GetValue<string>() == "true";

    private static string? TypeOf(JsonObject happening) => happening["type"]?.GetValue<string>();
}
