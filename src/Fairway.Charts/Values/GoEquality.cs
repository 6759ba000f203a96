namespace Fairway.Charts.Values;

/// <summary>Equality as Go's <c>reflect.DeepEqual</c> has it: of the same type, and equal all the way down.</summary>
internal static class GoEquality
{
    private const int MostDepth = 200;

    public static bool Equal(GoValue a, GoValue b, Budget budget, int depth = 0)
    {
        budget.Step();
        if (depth > MostDepth)
        {
            throw new GoError("the value holds itself, or is nested too deeply to be compared");
        }

        if (a.IsNil || b.IsNil)
        {
            return a.IsNil && b.IsNil;
        }

        return a.Kind == b.Kind && a.Kind switch
        {
            GoKind.String => a.Text == b.Text,
            GoKind.Float => a.Float == b.Float,
            GoKind.List => ListsEqual(a.List, b.List, budget, depth),
            GoKind.Map => MapsEqual(a.Map, b.Map, budget, depth),
            GoKind.Object => ReferenceEquals(a.Object, b.Object),
            _ => a.Integer == b.Integer,
        };
    }

    private static bool ListsEqual(GoList a, GoList b, Budget budget, int depth)
    {
        if (a.TypeName != b.TypeName || a.Count != b.Count)
        {
            return false;
        }

        for (var i = 0; i < a.Count; i++)
        {
            if (!Equal(a[i], b[i], budget, depth + 1))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MapsEqual(GoMap a, GoMap b, Budget budget, int depth) =>
        a.Count == b.Count
        && Array.TrueForAll(
            a.SortedKeys(), key => b.TryGet(key, out var other) && Equal(a[key], other, budget, depth + 1));
}
