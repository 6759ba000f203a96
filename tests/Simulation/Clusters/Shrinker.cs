namespace Fairway.Simulation.Clusters;

/// <summary>Leaves out of a failing list what it fails without: delta debugging.</summary>
internal static class Shrinker
{
    /// <summary>A list that still fails, and of which (where tries suffice) no item can be left out.</summary>
    /// <param name="items">A list that fails.</param>
    /// <param name="fails">Whether a shorter one does.</param>
    /// <param name="tries">How often may be asked.</param>
    public static IReadOnlyList<T> Shrink<T>(IReadOnlyList<T> items, Func<IReadOnlyList<T>, bool> fails, int tries)
    {
        var chunk = Math.Max(1, items.Count / 2);
        while (items.Count > 0 && tries > 0)
        {
            var shorter = FirstThatFails(items, chunk, fails, ref tries);
            if (shorter is not null)
            {
                items = shorter;
                chunk = Math.Clamp(chunk, 1, Math.Max(1, items.Count / 2));
            }
            else if (chunk == 1)
            {
                break;
            }
            else
            {
                chunk /= 2;
            }
        }

        return items;
    }

    private static IReadOnlyList<T>? FirstThatFails<T>(
        IReadOnlyList<T> items, int chunk, Func<IReadOnlyList<T>, bool> fails, ref int tries)
    {
        for (var start = 0; start < items.Count && tries > 0; start += chunk)
        {
            IReadOnlyList<T> left = [.. items.Take(start), .. items.Skip(start + chunk)];
            tries--;
            if (fails(left))
            {
                return left;
            }
        }

        return null;
    }
}
