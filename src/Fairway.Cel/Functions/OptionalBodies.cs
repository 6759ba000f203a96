using Fairway.Cel.Values;

namespace Fairway.Cel.Functions;

/// <summary>Values that may be missing.</summary>
internal static class OptionalBodies
{
    public static void AddTo(FunctionBodies bodies)
    {
        bodies["optional.of"] = arguments => CelOptional.Of(arguments[0]);
        bodies["optional.ofNonZeroValue"] = arguments =>
            arguments[0].IsZero ? CelOptional.None : CelOptional.Of(arguments[0]);
        bodies["optional.none"] = _ => CelOptional.None;
        bodies["value"] = arguments =>
            ((CelOptional)arguments[0]).Value ?? new CelError("optional.none() dereference");
        bodies["hasValue"] = arguments => CelBool.Of(((CelOptional)arguments[0]).Value is not null);
        bodies["first"] = arguments => At((CelList)arguments[0], 0);
        bodies["last"] = arguments => At((CelList)arguments[0], ((CelList)arguments[0]).Count - 1);
        bodies["optional.unwrap"] = Unwrap;
        bodies["unwrapOpt"] = Unwrap;
    }

    private static CelOptional At(CelList list, int index) =>
        list.Count == 0 ? CelOptional.None : CelOptional.Of(list[index]);

    private static CelValue Unwrap(CelValue[] arguments)
    {
        var list = (CelList)arguments[0];
        var values = new List<CelValue>();
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not CelOptional optional)
            {
                return new CelError($"value {list[i]} is not optional");
            }

            if (optional.Value is { } value)
            {
                values.Add(value);
            }
        }

        return CelList.Of([.. values]);
    }
}
