using System.Text.Json;

namespace Fairway.Kube.Pods.Objects;

/// <summary>What the scheduler counts: CPU in thousandths of a core, memory in bytes, pods, and the rest beside
/// them.</summary>
internal readonly record struct ResourceAmounts(long MilliCpu, long MemoryBytes, int Pods)
{
    /// <summary>Local storage, in bytes.</summary>
    public long EphemeralBytes { get; init; }

    /// <summary>Extended resources and huge pages; null for none.</summary>
    public ExtraAmounts? Others { get; init; }

    /// <summary>Requests of one container, or the allocatable of a node (which alone counts pods).</summary>
    public static ResourceAmounts Read(JsonElement? amounts)
    {
        var read = default(ResourceAmounts);
        if (amounts is not { ValueKind: JsonValueKind.Object } found)
        {
            return read;
        }

        List<KeyValuePair<string, long>>? others = null;
        foreach (var amount in found.EnumerateObject())
        {
            var text = Text(amount.Value);
            switch (amount.Name)
            {
                case "cpu":
                    read = read with { MilliCpu = Quantity.Milli(text) };
                    break;
                case "memory":
                    read = read with { MemoryBytes = Quantity.Units(text) };
                    break;
                case "pods":
                    read = read with { Pods = (int)Math.Min(int.MaxValue, Quantity.Units(text)) };
                    break;
                case "ephemeral-storage":
                    read = read with { EphemeralBytes = Quantity.Units(text) };
                    break;
                default:
                    (others ??= []).Add(KeyValuePair.Create(amount.Name, Quantity.Units(text)));
                    break;
            }
        }

        return others is null ? read : read with { Others = ExtraAmounts.Of(others) };
    }

    public static ResourceAmounts operator +(ResourceAmounts left, ResourceAmounts right) =>
        new(left.MilliCpu + right.MilliCpu, left.MemoryBytes + right.MemoryBytes, left.Pods + right.Pods)
        {
            EphemeralBytes = left.EphemeralBytes + right.EphemeralBytes,
            Others = right.Others is null
                ? left.Others
                : ExtraAmounts.Combine(left.Others, right.Others, static (a, b) => a + b),
        };

    public static ResourceAmounts operator -(ResourceAmounts left, ResourceAmounts right) =>
        new(left.MilliCpu - right.MilliCpu, left.MemoryBytes - right.MemoryBytes, left.Pods - right.Pods)
        {
            EphemeralBytes = left.EphemeralBytes - right.EphemeralBytes,
            Others = right.Others is null
                ? left.Others
                : ExtraAmounts.Combine(left.Others, right.Others, static (a, b) => a - b),
        };

    /// <summary>The larger of each.</summary>
    public static ResourceAmounts Max(ResourceAmounts left, ResourceAmounts right) =>
        new(
            Math.Max(left.MilliCpu, right.MilliCpu),
            Math.Max(left.MemoryBytes, right.MemoryBytes),
            Math.Max(left.Pods, right.Pods))
        {
            EphemeralBytes = Math.Max(left.EphemeralBytes, right.EphemeralBytes),
            Others = ExtraAmounts.Combine(left.Others, right.Others, Math.Max),
        };

    private static string? Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
