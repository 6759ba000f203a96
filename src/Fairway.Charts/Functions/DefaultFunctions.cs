using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>What to take where something is empty.</summary>
internal static class DefaultFunctions
{
    public static void Define(FunctionTable.Add add)
    {
        add("default", "any ...any", (in call) => call.Count < 2 || IsEmpty(call[1]) ? call[0] : call[1]);
        add("empty", "any", (in call) => GoValue.Of(IsEmpty(call[0])));
        add("coalesce", "...any", (in call) => FirstFilled(call));
        add("all", "...any", (in call) => GoValue.Of(Count(call) == call.Count));
        add("any", "...any", (in call) => GoValue.Of(Count(call) > 0));
        add("ternary", "any any bool", (in call) => call[2].Bool ? call[0] : call[1]);
    }

    /// <summary>Nothing, false, zero, and what has no parts; an object never is.</summary>
    public static bool IsEmpty(GoValue value) => !value.IsTrue;

    private static GoValue FirstFilled(in FunctionCall call)
    {
        foreach (var value in call.All)
        {
            if (!IsEmpty(value))
            {
                return value;
            }
        }

        return GoValue.Nil;
    }

    private static int Count(in FunctionCall call)
    {
        var filled = 0;
        foreach (var value in call.All)
        {
            filled += IsEmpty(value) ? 0 : 1;
        }

        return filled;
    }
}
