using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>Go's comparisons, which are typed: a float64 of a values file is never compared with an int.</summary>
internal static class ComparisonFunctions
{
    private enum Basic : byte
    {
        None,
        Bool,
        Integer,
        Float,
        String,
        Complex,
    }

    public static void Define(FunctionTable.Add add)
    {
        add("eq", "any ...any", (in call) => GoValue.Of(EqualsAny(call)));
        add("ne", "any any", (in call) => GoValue.Of(!Equal(call, 0, 1)));
        add("lt", "any any", (in call) => GoValue.Of(Less(call)));
        add("le", "any any", (in call) => GoValue.Of(LessOrEqual(call)));
        add("gt", "any any", (in call) => GoValue.Of(!LessOrEqual(call)));
        add("ge", "any any", (in call) => GoValue.Of(!Less(call)));
        add("deepEqual", "any any", (in call) => GoValue.Of(GoEquality.Equal(call[0], call[1], call.Budget)));
    }

    private static bool EqualsAny(in FunctionCall call)
    {
        if (call.Count < 2)
        {
            throw new GoError("missing argument for comparison");
        }

        for (var i = 1; i < call.Count; i++)
        {
            if (Equal(call, 0, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Equal(in FunctionCall call, int left, int right)
    {
        var (a, b) = (call[left], call[right]);
        var (kind, other) = (KindOf(a), KindOf(b));
        if (kind != other)
        {
            return a.IsNil || b.IsNil ? false : throw Incompatible(call, a, b);
        }

        return kind switch
        {
            Basic.Bool or Basic.Integer => a.Integer == b.Integer,
            Basic.Float => a.Float == b.Float,
            Basic.String => a.Text == b.Text,
            Basic.Complex => a.Object.Plain.Text == b.Object.Plain.Text,
            _ when a.IsNil || b.IsNil => a.IsNil && b.IsNil,
            _ => throw new GoError(
                $"non-comparable type {GoPrintf.Print("%s", [b], call.Budget)}: {b.TypeName}"),
        };
    }

    private static bool Less(in FunctionCall call)
    {
        var (a, b) = (call[0], call[1]);
        var (kind, other) = (KindOf(a), KindOf(b));
        if (kind == Basic.None || other == Basic.None)
        {
            throw new GoError("invalid type for comparison");
        }

        if (kind != other)
        {
            throw Incompatible(call, a, b);
        }

        return kind switch
        {
            Basic.Integer => a.Integer < b.Integer,
            Basic.Float => a.Float < b.Float,
            Basic.String => string.CompareOrdinal(a.Text, b.Text) < 0,
            _ => throw new GoError("invalid type for comparison"),
        };
    }

    private static bool LessOrEqual(in FunctionCall call) => Less(call) || Equal(call, 0, 1);

    /// <summary>The Go of Helm 3.17 does not say which types.</summary>
    private static GoError Incompatible(in FunctionCall call, GoValue a, GoValue b) =>
        new("incompatible types for comparison"
            + (call.Host.Helm == HelmLine.Four ? $": {a.TypeName} and {b.TypeName}" : ""));

    private static Basic KindOf(GoValue value) => value.Kind switch
    {
        GoKind.Bool => Basic.Bool,
        GoKind.Int or GoKind.Int64 or GoKind.UInt8 or GoKind.UInt64 => Basic.Integer,
        GoKind.Float => Basic.Float,
        GoKind.String => Basic.String,
        GoKind.Object when value.Object is ComplexObject => Basic.Complex,
        _ => Basic.None,
    };
}
