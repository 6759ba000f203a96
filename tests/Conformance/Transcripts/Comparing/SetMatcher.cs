namespace Fairway.Conformance.Transcripts.Comparing;

/// <summary>
/// Pairs the elements of two sets. What an element teaches about placeholders holds for the elements after it, so the
/// search goes back where a pair taken too early leaves a later element alone.
/// </summary>
/// <param name="fits">Whether two elements are equal; it may learn placeholders.</param>
internal sealed class SetMatcher(Bindings bindings, Func<int, int, bool> fits)
{
    /// <summary>
    /// Bounds the search: sets of the transcripts are small, and a hopeless one is reported as it stands.
    /// </summary>
    private const int MaxTries = 2_000;

    private int?[] best = [];
    private int bestCount = -1;
    private int tries;

    /// <summary>
    /// For each expected element its partner's index, or null; as many pairs as were found. Teaches nothing.
    /// </summary>
    public int?[] Match(int expected, int actual)
    {
        best = new int?[expected];
        var mark = bindings.Mark;
        Search(0, new int?[expected], new bool[actual], 0);
        bindings.Forget(mark);
        return best;
    }

    private bool Search(int index, int?[] partners, bool[] taken, int count)
    {
        if (count > bestCount)
        {
            (best, bestCount) = ([.. partners], count);
        }

        if (index == partners.Length || tries > MaxTries)
        {
            return count == partners.Length;
        }

        for (var candidate = 0; candidate < taken.Length; candidate++)
        {
            tries++;
            var mark = bindings.Mark;
            if (!taken[candidate] && fits(index, candidate))
            {
                (partners[index], taken[candidate]) = (candidate, true);
                if (Search(index + 1, partners, taken, count + 1))
                {
                    return true;
                }

                (partners[index], taken[candidate]) = (null, false);
            }

            bindings.Forget(mark);
        }

        Search(index + 1, partners, taken, count);
        return false;
    }
}
