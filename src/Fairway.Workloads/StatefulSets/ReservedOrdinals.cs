using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.StatefulSets;

/// <summary>Ordinals that no pod gets: numbers, and ranges with both ends.</summary>
internal sealed record ReservedOrdinals(ImmutableArray<(int From, int Through)> Ranges)
{
    public static ReservedOrdinals None { get; } = new([]);

    public static ReservedOrdinals Read(JsonElement? spec) =>
        new([.. spec.Items("reserveOrdinals").Select(Range).OfType<(int, int)>()]);

    public bool Has(int ordinal) => Ranges.Any(range => range.From <= ordinal && ordinal <= range.Through);

    /// <summary>So many ordinals that are not reserved, from <paramref name="start"/>, ascending.</summary>
    public IEnumerable<int> Free(int start, int count)
    {
        for (var ordinal = start; count > 0; ordinal++)
        {
            if (!Has(ordinal))
            {
                yield return ordinal;
                count--;
            }
        }
    }

    private static (int From, int Through)? Range(JsonElement item)
    {
        if (item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var one))
        {
            return (one, one);
        }

        var ends = item.ValueKind == JsonValueKind.String ? item.GetString()!.Split('-') : [];
        var numbers = ends.Select(end =>
            int.TryParse(end, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1).ToArray();
        return numbers switch
        {
            [>= 0 and var only] => (only, only),
            [>= 0 and var from, >= 0 and var through] => (from, through),
            _ => null,
        };
    }
}
