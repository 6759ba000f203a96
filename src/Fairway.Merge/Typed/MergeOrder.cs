namespace Fairway.Merge.Typed;

/// <summary>In which order elements of a merged list stand.</summary>
internal static class MergeOrder
{
    /// <summary>
    /// Pairs of indexes, -1 for none. Applied elements keep the applied order; the others keep theirs, each as near as
    /// that allows to the shared elements that it stood among.
    /// </summary>
    public static IEnumerable<(int Live, int Applied)> Weave(NamedList live, NamedList applied)
    {
        var awaited = new Queue<string>(
            Enumerable.Range(0, applied.Count).Select(applied.Name).Where(n => live.Find(n) >= 0));
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (int l = 0, r = 0; l < live.Count || r < applied.Count;)
        {
            var name = l < live.Count ? live.Name(l) : null;
            var isShared = name is not null && applied.Find(name) >= 0;
            if (isShared && r < applied.Count && name != applied.Name(r)
                && awaited.TryPeek(out var next) && next != name)
            {
                l++;
            }
            else if (name is not null && !isShared)
            {
                yield return (l++, -1);
            }
            else
            {
                var isPast = name is not null
                    && (taken.Contains(name) || (r < applied.Count && name == applied.Name(r)));
                l += isPast ? 1 : 0;
                if (r < applied.Count)
                {
                    var chosen = applied.Name(r);
                    taken.Add(chosen);
                    if (awaited.TryPeek(out var first) && first == chosen)
                    {
                        awaited.Dequeue();
                    }

                    yield return (live.Find(chosen), r++);
                }
            }
        }
    }
}
