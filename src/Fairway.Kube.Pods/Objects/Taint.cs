using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Kube.Pods.Objects;

/// <summary>A taint of a node.</summary>
internal sealed record Taint(string Key, string Value, string Effect)
{
    /// <summary>When it was put on; null where nobody has said.</summary>
    public DateTimeOffset? AddedAt { get; init; }

    public static Taint Read(JsonElement element) => new(
        element.Text("key") ?? "",
        element.Text("value") ?? "",
        element.Text("effect") ?? "")
    {
        AddedAt = element.Time("timeAdded"),
    };

    public bool Is(string key, string effect) => Key == key && Effect == effect;

    public JsonObject ToJson()
    {
        var taint = new JsonObject { ["key"] = Key };
        taint.SetUnlessEmpty("value", Value);
        taint["effect"] = Effect;
        if (AddedAt is { } added)
        {
            taint["timeAdded"] = ApiTime.Text(added);
        }

        return taint;
    }

    /// <summary>As messages of the scheduler name it.</summary>
    public override string ToString() => Value.Length == 0 ? $"{{{Key}: }}" : $"{{{Key}: {Value}}}";
}
