using System.Collections.Immutable;

namespace Fairway.Rollouts.Workloads;

/// <summary>Lets equal traits of nodes be one instance, mostly; see <see cref="SharedTexts"/>.</summary>
internal static class SharedTraits
{
    private const int Slots = 256;
    private static readonly Entry?[] Known = new Entry?[Slots];

    public static ImmutableArray<(string Key, string Value)> Of(ImmutableArray<(string Key, string Value)> traits)
    {
        var key = string.Join('\n', traits.Select(trait => $"{trait.Key}={trait.Value}"));
        ref var slot = ref Known[SharedTexts.Slot(key, Slots)];
        var there = Volatile.Read(ref slot);
        if (there?.Key == key)
        {
            return there.Traits;
        }

        Volatile.Write(ref slot, new Entry(key, traits));
        return traits;
    }

    private sealed record Entry(string Key, ImmutableArray<(string Key, string Value)> Traits);
}
