using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's functions of lists. Each makes a new list.</summary>
internal static class ListFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        add("list", "...any", (in call) => call.Made(call.All.ToArray()));
        add("tuple", "...any", (in call) => call.Made(call.All.ToArray()));
        Both(add, "first", "any", (in call) => Items(call, 0, "first") is [var first, ..] ? first : GoValue.Nil);
        Both(add, "last", "any", (in call) => Items(call, 0, "last") is [.., var last] ? last : GoValue.Nil);
        Both(add, "rest", "any", (in call) =>
            Items(call, 0, "rest") is [_, .. var rest] ? call.Made(rest.ToArray()) : call.Made([]));
        Both(add, "initial", "any", (in call) =>
            Items(call, 0, "initial") is [.. var initial, _] ? call.Made(initial.ToArray()) : call.Made([]));
        Both(add, "append", "any any", (in call) => call.Made([.. Items(call, 0, "push"), call[1]]));
        Both(add, "push", "any any", (in call) => call.Made([.. Items(call, 0, "push"), call[1]]));
        Both(add, "prepend", "any any", (in call) => call.Made([call[1], .. Items(call, 0, "prepend")]));
        add("concat", "...any", (in call) => Concatenated(call));
        Both(add, "reverse", "any", (in call) => Reversed(call));
        Both(add, "uniq", "any", (in call) => Distinct(call));
        Both(add, "without", "any ...any", (in call) => Without(call));
        Both(add, "has", "any any", (in call) =>
            GoValue.Of(!call[1].IsNil && Has(Items(call, 1, "has"), call[0], call.Budget)));
        Both(add, "compact", "any", (in call) => Kept(call, "compact", item => !DefaultFunctions.IsEmpty(item)));
        Both(add, "slice", "any ...any", (in call) => Slice(call));
        Both(add, "chunk", "int any", (in call) => Chunked(call));
        add("sortAlpha", "any", (in call) => GoValue.Of(GoList.Strings(Sorted(call))));
    }

    /// <summary>Sprig has most under two names; with <c>must</c> they return their error instead of panicking, which a
    /// template cannot tell apart.</summary>
    private static void Both(FunctionTable.Add add, string name, string parameters, FunctionBody body)
    {
        add(name, parameters, body);
        add($"must{char.ToUpperInvariant(name[0])}{name[1..]}", parameters, body);
    }

    private static ReadOnlySpan<GoValue> Items(in FunctionCall call, int index, string verb)
    {
        var value = call[index];
        return value.Kind == GoKind.List ? value.List.Items
            : value is { Kind: GoKind.Object, Object.Plain: { Kind: GoKind.List } plain } ? plain.List.Items
            : value.IsNil ? throw new GoError("runtime error: invalid memory address or nil pointer dereference")
            : throw new GoError(verb switch
            {
                "concat" => $"Cannot concat type {value.KindName} as list",
                "chunk" => $"Cannot chunk type {value.KindName}",
                "push" or "prepend" or "compact" => $"Cannot {verb} on type {value.KindName}",
                _ => $"Cannot find {verb} on type {value.KindName}",
            });
    }

    private static bool Has(ReadOnlySpan<GoValue> items, GoValue wanted, Budget budget)
    {
        foreach (var item in items)
        {
            if (GoEquality.Equal(item, wanted, budget))
            {
                return true;
            }
        }

        return false;
    }

    private static GoValue Concatenated(in FunctionCall call)
    {
        var all = new List<GoValue>();
        for (var i = 0; i < call.Count; i++)
        {
            var items = Items(call, i, "concat");
            call.Budget.Step(items.Length);
            all.AddRange(items);
        }

        return call.Made([.. all]);
    }

    private static GoValue Reversed(in FunctionCall call)
    {
        var items = Items(call, 0, "reverse").ToArray();
        Array.Reverse(items);
        return call.Made(items);
    }

    private static GoValue Distinct(in FunctionCall call)
    {
        var kept = new List<GoValue>();
        foreach (var item in Items(call, 0, "uniq"))
        {
            if (!Has(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(kept), item, call.Budget))
            {
                kept.Add(item);
            }
        }

        return call.Made([.. kept]);
    }

    private static GoValue Without(in FunctionCall call)
    {
        var unwanted = call.From(1).ToArray();
        var budget = call.Budget;
        return Kept(call, "without", item => !Has(unwanted, item, budget));
    }

    private static GoValue Kept(in FunctionCall call, string verb, Func<GoValue, bool> keep)
    {
        var kept = new List<GoValue>();
        foreach (var item in Items(call, 0, verb))
        {
            if (keep(item))
            {
                kept.Add(item);
            }
        }

        return call.Made([.. kept]);
    }

    private static GoValue Slice(in FunctionCall call)
    {
        if (call[0].Kind != GoKind.List)
        {
            throw new GoError(call[0].IsNil
                ? "runtime error: invalid memory address or nil pointer dereference"
                : $"list should be type of slice or array but {call[0].KindName}");
        }

        var items = call[0].List.Items;
        var start = call.Count > 1 ? GoCast.ToInteger(call[1]) : 0;
        var end = call.Count > 2 ? GoCast.ToInteger(call[2]) : items.Length;
        return items.Length == 0 ? GoValue.Nil
            : start >= 0 && start <= end && end <= items.Length ? call.Made(items[(int)start..(int)end].ToArray())
            : throw new GoError("reflect.Value.Slice: slice index out of bounds");
    }

    private static GoValue Chunked(in FunctionCall call)
    {
        var items = Items(call, 1, "chunk");
        var size = (int)Math.Min(call.Integer(0), int.MaxValue);
        if (size <= 0)
        {
            throw new GoError("runtime error: makeslice: len out of range");
        }

        var chunks = new List<GoValue>();
        for (var at = 0; at < items.Length; at += size)
        {
            chunks.Add(call.Made(items[at..Math.Min(at + size, items.Length)].ToArray()));
        }

        return GoValue.Of(new GoList([.. chunks], $"[]{GoList.OfAny}"));
    }

    private static IEnumerable<string> Sorted(in FunctionCall call) =>
        StringFunctions.Texts(call[0], call.Budget).Order(StringComparer.Ordinal);
}
