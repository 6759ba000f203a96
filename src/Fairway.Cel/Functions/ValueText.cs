using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Functions;

/// <summary>Values as the clause <c>%s</c> writes them.</summary>
internal static class ValueText
{
    public static string Of(CelValue value) => value switch
    {
        CelList list => List(list),
        CelMap map => Map(map),
        CelNull => "null",
        CelError fault => throw new FormatException(fault.Message),
        CelInt or CelUint or CelDouble or CelBool or CelString or CelTimestamp or CelBytes or CelDuration
            or CelTypeValue => value.ConvertTo(CelTypeKind.String) switch
            {
                CelString text => text.Value,
                var fault => throw new InvalidCastException(
                    $"could not convert argument {Quoted.Go(fault.ToString())} to string"),
            },
        _ => throw new InvalidCastException(FormatReader.Unfit('s', value.Type)),
    };

    private static string List(CelList list) => $"[{string.Join(", ", ListBodies.Each(list).Select(Inner))}]";

    private static string Map(CelMap map) => $"{{{string.Join(
        ", ",
        map.Keys
            .Select(key => (Key: Inner(key), Value: Inner(map.Find(key)!)))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Key}:{pair.Value}"))}}}";

    /// <summary>Inside of lists and maps, values show what they are.</summary>
    private static string Inner(CelValue value) => value switch
    {
        CelString text => Quoted.Go(text.Value),
        CelBytes => "b" + Quoted.Go(Of(value)),
        CelTimestamp => $"timestamp({Quoted.Go(Of(value))})",
        CelDuration => $"duration({Quoted.Go(Of(value))})",
        CelDouble number => double.IsFinite(number.Value)
            ? number.Value.ToString("F6", System.Globalization.CultureInfo.InvariantCulture)
            : Quoted.Go(number.ToString()),
        _ => Of(value),
    };
}
