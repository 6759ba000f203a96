using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's functions of maps. <c>set</c>, <c>unset</c> and <c>merge</c> change the map that they are
/// given.</summary>
internal static class MapFunctions
{
    private const int MostDepth = 200;

    public static void Define(FunctionTable.Add add)
    {
        add("dict", "...any", (in call) => GoValue.Of(OfPairs(call)));
        add("get", "map string", (in call) =>
            Given(call, 0).TryGet(call.Text(1), out var value) ? value : GoValue.Of(""));
        add("set", "map string any", (in call) => Set(call));
        add("unset", "map string", (in call) => Unset(call));
        add("hasKey", "map string", (in call) => GoValue.Of(Given(call, 0).Has(call.Text(1))));
        add("keys", "...map", (in call) => GoValue.Of(GoList.Strings(Keys(call))));
        add("values", "map", (in call) => call.Made(Values(Given(call, 0))));
        add("pluck", "string ...map", (in call) => Pluck(call));
        add("pick", "map ...string", (in call) => GoValue.Of(Picked(call, true)));
        add("omit", "map ...string", (in call) => GoValue.Of(Picked(call, false)));
        add("merge", "map ...map", (in call) => Merged(call, false));
        add("mustMerge", "map ...map", (in call) => Merged(call, false));
        add("mergeOverwrite", "map ...map", (in call) => Merged(call, true));
        add("mustMergeOverwrite", "map ...map", (in call) => Merged(call, true));
        add("deepCopy", "any", (in call) => Copied(call[0], call.Budget, 0));
        add("mustDeepCopy", "any", (in call) => Copied(call[0], call.Budget, 0));
        add("dig", "...any", (in call) => Dig(call));
    }

    private static GoMap Given(in FunctionCall call, int index) =>
        call[index].IsNil ? new GoMap() : call.Map(index);

    private static GoMap OfPairs(in FunctionCall call)
    {
        var map = new GoMap();
        for (var i = 0; i < call.Count; i += 2)
        {
            map[GoFormat.Print(call[i], call.Budget)] = i + 1 < call.Count ? call[i + 1] : GoValue.Of("");
        }

        return map;
    }

    private static GoValue Set(in FunctionCall call)
    {
        if (call[0].IsNil)
        {
            throw new GoError("assignment to entry in nil map");
        }

        call.Map(0)[call.Text(1)] = call[2];
        return call[0];
    }

    private static GoValue Unset(in FunctionCall call)
    {
        Given(call, 0).Remove(call.Text(1));
        return call[0];
    }

    /// <summary>Go has them in any order; here they are sorted, map by map.</summary>
    private static List<string> Keys(in FunctionCall call)
    {
        var keys = new List<string>();
        for (var i = 0; i < call.Count; i++)
        {
            keys.AddRange(Given(call, i).SortedKeys());
        }

        return keys;
    }

    private static GoValue[] Values(GoMap map) => [.. map.SortedKeys().Select(key => map[key])];

    private static GoValue Pluck(in FunctionCall call)
    {
        var found = new List<GoValue>();
        for (var i = 1; i < call.Count; i++)
        {
            if (Given(call, i).TryGet(call.Text(0), out var value))
            {
                found.Add(value);
            }
        }

        return call.Made([.. found]);
    }

    private static GoMap Picked(in FunctionCall call, bool keepsNamed)
    {
        var (map, picked) = (Given(call, 0), new GoMap());
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var name in call.From(1))
        {
            named.Add(name.Text);
        }

        foreach (var key in map.SortedKeys())
        {
            if (named.Contains(key) == keepsNamed)
            {
                picked[key] = map[key];
            }
        }

        return picked;
    }

    private static GoValue Merged(in FunctionCall call, bool overwrites)
    {
        for (var i = 1; i < call.Count; i++)
        {
            if (!call[0].IsNil)
            {
                Merge(call.Map(0), Given(call, i), (overwrites, call.Budget), 0);
            }
        }

        return call[0];
    }

    /// <summary>Maps are merged key by key; else the first wins, unless it is empty, or the last, if that is asked
    /// for.</summary>
    private static void Merge(GoMap into, GoMap from, (bool Overwrites, Budget Budget) how, int depth)
    {
        if (depth > MostDepth)
        {
            throw new GoError("the maps are nested too deeply to be merged");
        }

        foreach (var key in from.SortedKeys())
        {
            how.Budget.Step();
            var value = from[key];
            if (!into.TryGet(key, out var own))
            {
                into[key] = value;
            }
            else if (own.Kind == GoKind.Map && value.Kind == GoKind.Map)
            {
                Merge(own.Map, value.Map, how, depth + 1);
            }
            else if (how.Overwrites || DefaultFunctions.IsEmpty(own))
            {
                into[key] = value;
            }
        }
    }

    private static GoValue Copied(GoValue value, Budget budget, int depth)
    {
        budget.Step();
        if (depth > MostDepth)
        {
            throw new GoError("the value is nested too deeply to be copied");
        }

        if (value.Kind == GoKind.List)
        {
            var items = value.List.Items.ToArray();
            for (var i = 0; i < items.Length; i++)
            {
                items[i] = Copied(items[i], budget, depth + 1);
            }

            return GoValue.Of(new GoList(items, value.List.TypeName));
        }

        if (value.Kind != GoKind.Map)
        {
            return value;
        }

        var copy = new GoMap(value.Map.TypeName);
        foreach (var key in value.Map.SortedKeys())
        {
            copy[key] = Copied(value.Map[key], budget, depth + 1);
        }

        return GoValue.Of(copy);
    }

    /// <summary>Keys, what to give where one is missing, and the map.</summary>
    private static GoValue Dig(in FunctionCall call)
    {
        if (call.Count < 3)
        {
            throw new GoError("dig needs at least three arguments");
        }

        var at = call[call.Count - 1];
        for (var i = 0; i < call.Count - 2; i++)
        {
            if (at.Kind != GoKind.Map)
            {
                throw new GoError(
                    $"interface conversion: interface {{}} is {(at.IsNil ? "nil" : at.TypeName)}, not {GoMap.OfAny}");
            }

            if (!at.Map.TryGet(call[i].Kind == GoKind.String ? call.Text(i) : "", out var next))
            {
                return call[call.Count - 2];
            }

            at = next;
        }

        return at;
    }
}
