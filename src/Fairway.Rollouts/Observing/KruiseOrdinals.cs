using System.Globalization;
using System.Text.Json;
using Fairway.Rollouts.Workloads;

namespace Fairway.Rollouts.Observing;

/// <summary>The places of an Advanced StatefulSet's pods: those ordinals count that are not reserved.</summary>
/// <param name="name">The set.</param>
/// <param name="spec">What it says of ordinals.</param>
internal sealed class KruiseOrdinals(string name, KruiseSpecView spec)
{
    private readonly List<(int First, int Last)> reserved =
        [.. (spec.ReserveOrdinals ?? []).Select(Range).OfType<(int, int)>()];

    /// <summary>Null for a pod that has no place: of another name, or at a reserved ordinal.</summary>
    public int? PlaceOf(string pod)
    {
        var start = spec.Ordinals?.Start ?? 0;
        return pod.Length > name.Length + 1
            && int.TryParse(pod.AsSpan(name.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            && at >= start && !reserved.Exists(range => range.First <= at && at <= range.Last)
                ? at - start - ReservedBetween(start, at)
                : null;
    }

    private int ReservedBetween(int start, int end)
    {
        var (count, next) = (0, start);
        foreach (var (first, last) in reserved.Order())
        {
            var from = Math.Max(first, next);
            var to = Math.Min(last, end - 1);
            if (to >= from)
            {
                count += to - from + 1;
                next = to + 1;
            }
        }

        return count;
    }

    private static (int First, int Last)? Range(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Number)
        {
            return item.TryGetInt32(out var one) ? (one, one) : null;
        }

        var parts = (item.ValueKind == JsonValueKind.String ? item.GetString()! : "").Split('-');
        return int.TryParse(parts[0], CultureInfo.InvariantCulture, out var first)
            && int.TryParse(parts[^1], CultureInfo.InvariantCulture, out var last) && parts.Length <= 2
                ? (first, last)
                : null;
    }
}
