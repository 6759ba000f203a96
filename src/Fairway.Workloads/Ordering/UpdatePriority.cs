using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Fairway.Kube.Pods.Objects;

namespace Fairway.Workloads.Ordering;

/// <summary>Which pods are updated first, by their labels. Weights are looked at if there are any, else keys.</summary>
internal sealed record UpdatePriority
{
    public static UpdatePriority None { get; } = new();

    /// <summary>Pods with a greater sum of the weights that match come first.</summary>
    public ImmutableArray<(int Weight, LabelSelector Selector)> Weights { get; init; } = [];

    /// <summary>Pods without any of these labels come first, then those with the first of them; of those, the greater
    /// number at the end of the value.</summary>
    public ImmutableArray<string> Keys { get; init; } = [];

    public static UpdatePriority Read(JsonElement? strategy) => new()
    {
        Weights =
        [
            .. strategy.Items("weightPriority").Select(term => (
                term.Int("weight") ?? 0,
                LabelSelector.Read(term.Child("matchSelector")) ?? LabelSelector.MatchLabels())),
        ],
        Keys = [.. strategy.Items("orderPriority").Select(term => term.Text("orderedKey") ?? "")],
    };

    /// <summary>The same pods in the order of their update; those that nothing tells apart stay as they are.</summary>
    public ImmutableArray<PodView> Sort(ImmutableArray<PodView> pods)
    {
        if (!Weights.IsEmpty)
        {
            return [.. pods.OrderByDescending(WeightOf)];
        }

        return Keys.IsEmpty
            ? pods
            : [.. pods.Select(p => (Pod: p, Place: PlaceOf(p))).OrderBy(p => p.Place.Key)
                .ThenByDescending(p => p.Place.Number).Select(p => p.Pod)];
    }

    private long WeightOf(PodView pod) =>
        Weights.Where(term => term.Selector.Matches(pod.Meta.Labels)).Sum(term => (long)term.Weight);

    private (int Key, long Number) PlaceOf(PodView pod)
    {
        for (var i = 0; i < Keys.Length; i++)
        {
            if (pod.Meta.Labels[Keys[i]] is { } value)
            {
                return (i, NumberAtEnd(value));
            }
        }

        return (-1, 0);
    }

    private static long NumberAtEnd(string text)
    {
        var start = text.Length;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        return long.TryParse(text.AsSpan(start), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
    }
}
