using Fairway.Charts.Values;

namespace Fairway.Charts.Functions;

/// <summary>The methods of Helm's type of values: of <c>$</c>, <c>.Values</c> and <c>.Template</c>. They hide keys of
/// the same names.</summary>
internal static class ValuesMethods
{
    /// <summary>The method of that name; null where there is none.</summary>
    public static GoFunction? Find(string name, GoValue values) => name switch
    {
        "AsMap" => GoFunction.Of(name, "", (in _) => GoValue.Of(Plain(values.Map))),
        "YAML" => GoFunction.Of(name, "", (in call) =>
            GoValue.Of(values.Map.Count == 0 ? "{}\n" : GoYaml.Write(values, call.Budget) + "\n")),
        "Table" => GoFunction.Of(name, "string", (in call) => Table(values, call.Text(0))),
        "PathValue" => GoFunction.Of(name, "string", (in call) => PathValue(values, call.Text(0))),
        _ => null,
    };

    private static GoMap Plain(GoMap values)
    {
        var plain = new GoMap();
        foreach (var key in values.SortedKeys())
        {
            plain[key] = values[key];
        }

        return plain;
    }

    private static GoValue Table(GoValue values, string path)
    {
        var at = values;
        foreach (var name in path.Split('.'))
        {
            at = at.Kind == GoKind.Map && at.Map.TryGet(name, out var next) && next.Kind == GoKind.Map
                ? next
                : throw new GoError($"{GoQuote.Quote(path)} is not a table");
        }

        return at;
    }

    private static GoValue PathValue(GoValue values, string path)
    {
        var dot = path.LastIndexOf('.');
        var holder = dot < 0 ? values : Table(values, path[..dot]);
        return path.Length > 0 && holder.Map.TryGet(path[(dot + 1)..], out var value) && value.Kind != GoKind.Map
            ? value
            : throw new GoError($"{GoQuote.Quote(path)} is not a value");
    }
}
