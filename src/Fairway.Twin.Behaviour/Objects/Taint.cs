using System.Text.Json;

namespace Fairway.Twin.Behaviour.Objects;

/// <summary>A taint of a node.</summary>
internal sealed record Taint(string Key, string Value, string Effect)
{
    public static Taint Read(JsonElement element) => new(
        element.Text("key") ?? "",
        element.Text("value") ?? "",
        element.Text("effect") ?? "");

    /// <summary>As messages of the scheduler name it.</summary>
    public override string ToString() => Value.Length == 0 ? $"{{{Key}: }}" : $"{{{Key}: {Value}}}";
}
