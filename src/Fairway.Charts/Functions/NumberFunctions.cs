using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Sprig's arithmetic: of int64 for whole numbers, whatever is given.</summary>
internal static class NumberFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        add("add", "...any", (in call) => Fold(call.All, 0, (a, b) => unchecked(a + b)));
        add("add1", "any", (in call) => GoValue.Of(unchecked(GoCast.ToInteger(call[0]) + 1)));
        add("sub", "any any", (in call) =>
            GoValue.Of(unchecked(GoCast.ToInteger(call[0]) - GoCast.ToInteger(call[1]))));
        add("mul", "any ...any", (in call) =>
            Fold(call.From(1), GoCast.ToInteger(call[0]), (a, b) => unchecked(a * b)));
        add("div", "any any", (in call) => GoValue.Of(Divide(call, (a, b) => a / b)));
        add("mod", "any any", (in call) => GoValue.Of(Divide(call, (a, b) => a % b)));
        add("max", "any ...any", (in call) => Fold(call.From(1), GoCast.ToInteger(call[0]), Math.Max));
        add("biggest", "any ...any", (in call) => Fold(call.From(1), GoCast.ToInteger(call[0]), Math.Max));
        add("min", "any ...any", (in call) => Fold(call.From(1), GoCast.ToInteger(call[0]), Math.Min));
        add("floor", "any", (in call) => GoValue.Of(Math.Floor(GoCast.ToFloat(call[0]))));
        add("ceil", "any", (in call) => GoValue.Of(Math.Ceiling(GoCast.ToFloat(call[0]))));
        add("until", "int", (in call) => Sequence(call, 0, call.Integer(0), call.Integer(0) < 0 ? -1 : 1));
        add("untilStep", "int int int", (in call) => Sequence(call, call.Integer(0), call.Integer(1), call.Integer(2)));
    }

    private static GoValue Fold(ReadOnlySpan<GoValue> values, long seed, Func<long, long, long> with)
    {
        var folded = seed;
        foreach (var value in values)
        {
            folded = with(folded, GoCast.ToInteger(value));
        }

        return GoValue.Of(folded);
    }

    private static long Divide(in FunctionCall call, Func<long, long, long> with)
    {
        var (number, by) = (GoCast.ToInteger(call[0]), GoCast.ToInteger(call[1]));
        return by == 0 ? throw new GoError("runtime error: integer divide by zero")
            : by == -1 ? with(unchecked(-number), 1)
            : with(number, by);
    }

    private static GoValue Sequence(in FunctionCall call, long start, long stop, long step)
    {
        var numbers = new List<GoValue>();
        if (step != 0)
        {
            for (var i = start; step > 0 ? i < stop : i > stop; i += step)
            {
                call.Budget.Step();
                numbers.Add(GoValue.OfInt(i));
            }
        }

        return GoValue.Of(new GoList([.. numbers], "[]int"));
    }
}
