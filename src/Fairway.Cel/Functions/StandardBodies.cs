using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Functions;

/// <summary>Conversions, sizes, membership and patterns.</summary>
internal static class StandardBodies
{
    private static readonly (string Function, CelTypeKind Kind)[] Conversions =
    [
        ("bool", CelTypeKind.Bool), ("bytes", CelTypeKind.Bytes), ("double", CelTypeKind.Double),
        ("duration", CelTypeKind.Duration), ("int", CelTypeKind.Int), ("string", CelTypeKind.String),
        ("timestamp", CelTypeKind.Timestamp), ("uint", CelTypeKind.Uint),
    ];

    public static void AddTo(FunctionBodies bodies)
    {
        foreach (var (function, kind) in Conversions)
        {
            bodies[function] = arguments => arguments[0].ConvertTo(kind);
        }

        bodies["type"] = arguments => new CelTypeValue(arguments[0].Type);
        bodies["dyn"] = arguments => arguments[0];
        bodies["size"] = arguments => CelInt.Of(arguments[0].Size!.Value);
        bodies["!_"] = arguments => CelBool.Of(!((CelBool)arguments[0]).Value);
        bodies["-_"] = arguments => arguments[0].Negate() ?? CelError.NoSuchOverload;
        bodies["@in"] = arguments => In(arguments[0], arguments[1]);
        bodies["contains"] = arguments => CelBool.Of(
            Text(arguments[0]).Contains(Text(arguments[1]), StringComparison.Ordinal));
        bodies["startsWith"] = arguments => CelBool.Of(
            Text(arguments[0]).StartsWith(Text(arguments[1]), StringComparison.Ordinal));
        bodies["endsWith"] = arguments => CelBool.Of(
            Text(arguments[0]).EndsWith(Text(arguments[1]), StringComparison.Ordinal));
        bodies["matches"] = arguments => Patterns.Find(Text(arguments[1])) is { } pattern
            ? CelBool.Of(pattern.IsMatch(Text(arguments[0])))
            : Patterns.Fault(Text(arguments[1]));
        bodies["cel.@mapInsert"] = arguments => arguments.Length == 3
            ? ((TableMap)arguments[0]).Insert(arguments[1], arguments[2])
            : InsertAll((TableMap)arguments[0], (CelMap)arguments[1]);
    }

    private static string Text(CelValue value) => ((CelString)value).Value;

    private static CelValue In(CelValue value, CelValue container) => container switch
    {
        CelList list => list.Contains(value),
        CelMap map => map.Has(value),
        _ => CelError.NoSuchOverload,
    };

    private static CelValue InsertAll(TableMap target, CelMap added)
    {
        foreach (var key in added.Keys)
        {
            if (target.Insert(key, added.Find(key)!) is CelError fault)
            {
                return fault;
            }
        }

        return target;
    }
}
