using System.Text.Json;

namespace Fairway.Twin.Behaviour.Objects;

/// <summary>What the scheduler counts: CPU in thousandths of a core, memory in bytes, pods.</summary>
internal readonly record struct ResourceAmounts(long MilliCpu, long MemoryBytes, int Pods)
{
    /// <summary>Requests of one container, or the allocatable of a node (which alone counts pods).</summary>
    public static ResourceAmounts Read(JsonElement? amounts) => new(
        Quantity.Milli(Text(amounts.Child("cpu"))),
        Quantity.Units(Text(amounts.Child("memory"))),
        (int)Math.Min(int.MaxValue, Quantity.Units(Text(amounts.Child("pods")))));

    public static ResourceAmounts operator +(ResourceAmounts left, ResourceAmounts right) =>
        new(left.MilliCpu + right.MilliCpu, left.MemoryBytes + right.MemoryBytes, left.Pods + right.Pods);

    public static ResourceAmounts operator -(ResourceAmounts left, ResourceAmounts right) =>
        new(left.MilliCpu - right.MilliCpu, left.MemoryBytes - right.MemoryBytes, left.Pods - right.Pods);

    /// <summary>The larger of each.</summary>
    public static ResourceAmounts Max(ResourceAmounts left, ResourceAmounts right) => new(
        Math.Max(left.MilliCpu, right.MilliCpu),
        Math.Max(left.MemoryBytes, right.MemoryBytes),
        Math.Max(left.Pods, right.Pods));

    private static string? Text(JsonElement? value) => value?.ValueKind switch
    {
        JsonValueKind.String => value.Value.GetString(),
        JsonValueKind.Number => value.Value.GetRawText(),
        _ => null,
    };
}
