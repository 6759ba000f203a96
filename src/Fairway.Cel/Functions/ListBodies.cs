using Fairway.Cel.Values;

namespace Fairway.Cel.Functions;

/// <summary>Functions on lists and on lists as sets.</summary>
internal static class ListBodies
{
    public static void AddTo(FunctionBodies bodies)
    {
        bodies["sets.contains"] = arguments => ContainsAll((CelList)arguments[0], (CelList)arguments[1]);
        bodies["sets.intersects"] = arguments => CelBool.Of(
            Each((CelList)arguments[0]).Any(value => IsIn(value, (CelList)arguments[1])));
        bodies["sets.equivalent"] = arguments =>
            ContainsAll((CelList)arguments[0], (CelList)arguments[1]) is CelBool { Value: true }
                ? ContainsAll((CelList)arguments[1], (CelList)arguments[0])
                : CelBool.False;
        bodies["slice"] = arguments =>
            Slice((CelList)arguments[0], ((CelInt)arguments[1]).Value, ((CelInt)arguments[2]).Value);
        bodies["flatten"] = arguments =>
            Flatten((CelList)arguments[0], arguments.Length == 2 ? ((CelInt)arguments[1]).Value : 1);
        bodies["sort"] = arguments => Sort((CelList)arguments[0], (CelList)arguments[0]);
        bodies["@sortByAssociatedKeys"] = arguments => Sort((CelList)arguments[0], (CelList)arguments[1]);
        bodies["lists.range"] = arguments => Range(((CelInt)arguments[0]).Value);
        bodies["reverse"] = arguments => CelList.Of([.. Each((CelList)arguments[0]).Reverse()]);
        bodies["distinct"] = arguments => Distinct((CelList)arguments[0]);
    }

    public static IEnumerable<CelValue> Each(CelList list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            yield return list[i];
        }
    }

    private static bool IsIn(CelValue value, CelList list) => list.Contains(value) is CelBool { Value: true };

    private static CelValue ContainsAll(CelList list, CelList wanted)
    {
        foreach (var value in Each(wanted))
        {
            if (list.Contains(value) is var found && found is not CelBool { Value: true })
            {
                return found;
            }
        }

        return CelBool.True;
    }

    private static CelValue Slice(CelList list, long start, long end)
    {
        var fault = start < 0 || end < 0 ? "negative indexes not supported"
            : start > end ? "start index must be less than or equal to end index"
            : list.Count < end ? $"list is length {list.Count}"
            : null;
        return fault is null
            ? CelList.Of([.. Each(list).Skip((int)start).Take((int)(end - start))])
            : new CelError($"cannot slice({start}, {end}), {fault}");
    }

    private static CelValue Flatten(CelList list, long depth)
    {
        if (depth < 0)
        {
            return new CelError("level must be non-negative");
        }

        var flat = new List<CelValue>();
        Flatten(list, depth, flat);
        return CelList.Of([.. flat]);
    }

    private static void Flatten(CelList list, long depth, List<CelValue> flat)
    {
        foreach (var value in Each(list))
        {
            if (value is CelList inner && depth > 0)
            {
                Flatten(inner, depth - 1, flat);
            }
            else
            {
                flat.Add(value);
                TooLargeException.ThrowIf(flat.Count);
            }
        }
    }

    private static CelValue Sort(CelList list, CelList keys)
    {
        if (list.Count != keys.Count)
        {
            return new CelError(
                "@sortByAssociatedKeys() expected a list of the same size as the associated keys list, "
                + $"but got {list.Count} and {keys.Count} elements respectively");
        }

        if (list.Count == 0)
        {
            return list;
        }

        CelValue[] known = [.. Each(keys)];
        var type = known[0].Type;
        if (known[0].CompareTo(known[0]) is null)
        {
            return new CelError("list elements must be comparable");
        }

        if (known.Any(key => !key.Type.Equals(type)))
        {
            return new CelError("list elements must have the same type");
        }

        return CelList.Of([.. Enumerable.Range(0, list.Count)
            .OrderBy(i => known[i], KeyComparer.Instance)
            .Select(i => list[i])]);
    }

    private static CelList Range(long count)
    {
        TooLargeException.ThrowIf(count);
        var values = new CelValue[Math.Max(0, count)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = CelInt.Of(i);
        }

        return CelList.Of(values);
    }

    private static CelList Distinct(CelList list)
    {
        var seen = new List<CelValue>();
        foreach (var value in Each(list))
        {
            if (!seen.Exists(other => value.EqualTo(other) is CelBool { Value: true }))
            {
                seen.Add(value);
            }
        }

        return CelList.Of([.. seen]);
    }
}
