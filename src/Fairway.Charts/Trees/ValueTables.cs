using Fairway.Charts.Values;

namespace Fairway.Charts.Trees;

/// <summary>Looks into values by paths with dots.</summary>
internal static class ValueTables
{
    /// <summary>The map at a path; null where there is none.</summary>
    public static GoMap? Table(GoMap values, string path)
    {
        var at = values;
        foreach (var name in path.Split('.'))
        {
            if (!at.TryGet(name, out var next) || next.Kind != GoKind.Map)
            {
                return null;
            }

            at = next.Map;
        }

        return at;
    }

    /// <summary>What is at a path and is no map, even if it is null; nothing where there is none.</summary>
    public static GoValue? Value(GoMap values, string path)
    {
        var dot = path.LastIndexOf('.');
        var holder = dot < 0 ? values : Table(values, path[..dot]);
        return holder is not null && holder.TryGet(path[(dot + 1)..], out var value) && value.Kind != GoKind.Map
            ? value
            : null;
    }
}
