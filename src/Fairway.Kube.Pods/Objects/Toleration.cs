using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>A toleration of a pod. An empty effect or key stands for all.</summary>
internal sealed record Toleration(string Key, string Operator, string Value, string Effect)
{
    /// <summary>For how long a taint that evicts is tolerated; null for ever.</summary>
    public long? Seconds { get; init; }

    public static Toleration Read(JsonElement element) => new(
        element.Text("key") ?? "",
        element.Text("operator") ?? "Equal",
        element.Text("value") ?? "",
        element.Text("effect") ?? "")
    {
        Seconds = element.Number("tolerationSeconds"),
    };

    public bool Tolerates(Taint taint)
    {
        if (Effect.Length > 0 && Effect != taint.Effect)
        {
            return false;
        }

        if (Key.Length == 0)
        {
            return Operator == "Exists";
        }

        return Key == taint.Key && (Operator == "Exists" || Value == taint.Value);
    }
}
