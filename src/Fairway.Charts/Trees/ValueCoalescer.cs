using Fairway.Charts.Archives;
using Fairway.Charts.Values;

namespace Fairway.Charts.Trees;

/// <summary>
/// Lays given values over those of charts, with Helm's rules for charts in charts, <c>global</c> and null. Maps are
/// shared between a chart and its parent as they are in Helm, since templates may change them.
/// </summary>
/// <param name="line">Whose rules are followed.</param>
/// <param name="budget">What may still be spent.</param>
/// <remarks>Source: Helm's coalesce.go of both lines.</remarks>
internal sealed class ValueCoalescer(HelmLine line, Budget budget)
{
    private const string Global = "global";
    private const int MostDepth = 1000;

    private readonly List<string> warnings = [];
    private int depth;

    /// <summary>What was strange, once each.</summary>
    public IReadOnlyList<string> Warnings => warnings;

    /// <summary>Given values over a chart's: null takes a key away.</summary>
    /// <exception cref="ChartException">A chart's name has a value that is no map.</exception>
    public GoMap Coalesce(ActiveChart chart, GoMap given) => Fill(chart, given.DeepCopy(), "", isMerge: false);

    /// <summary>A chart's values with those of the charts in it; null is kept.</summary>
    /// <exception cref="ChartException">A chart's name has a value that is no map.</exception>
    public GoMap Merge(ActiveChart chart) => Fill(chart, new GoMap(), "", isMerge: true);

    /// <summary>Adds to one map what another has more; null is kept.</summary>
    public GoMap MergeTables(GoMap above, GoMap below)
    {
        FillTable(above, below, "", isMerge: true);
        return above;
    }

    public void Warn(string warning)
    {
        if (!warnings.Contains(warning))
        {
            warnings.Add(warning);
        }
    }

    private static string Join(string prefix, string name) => prefix.Length == 0 ? name : $"{prefix}.{name}";

    private static bool IsTable(GoValue value) => value.Kind == GoKind.Map;

    private static void RemoveNulls(GoMap map)
    {
        foreach (var key in map.Keys())
        {
            var value = map[key];
            if (value.IsNil)
            {
                map.Remove(key);
            }
            else if (IsTable(value))
            {
                RemoveNulls(value.Map);
            }
        }
    }

    private GoMap Fill(ActiveChart chart, GoMap values, string prefix, bool isMerge)
    {
        FillOwn(chart, values, Join(prefix, chart.Name), isMerge);
        foreach (var child in chart.Charts)
        {
            var name = ByteText.FromUnicode(child.Name);
            if (!values.TryGet(name, out var held))
            {
                values[name] = held = GoValue.Of(new GoMap());
            }

            if (!IsTable(held))
            {
                throw new ChartException(
                    $"type mismatch on {child.Name}: it is a {held.TypeName}, and values of a chart are a map",
                    "values.yaml");
            }

            FillGlobals(held.Map, values, Join(prefix, chart.Name));
            Fill(child, held.Map, Join(prefix, chart.Name), isMerge);
        }

        return values;
    }

    private void FillOwn(ActiveChart chart, GoMap values, string prefix, bool isMerge)
    {
        var own = chart.Values.DeepCopy();
        foreach (var key in own.Keys())
        {
            budget.Step();
            var value = own[key];
            if (!values.TryGet(key, out var given))
            {
                Add(values, key, value, isMerge);
            }
            else if (given.IsNil && !isMerge)
            {
                values.Remove(key);
            }
            else if (IsTable(given) && IsTable(value))
            {
                var keepsNulls = isMerge || chart.Charts.Any(child => child.Name == key);
                if (!keepsNulls && line == HelmLine.Four)
                {
                    RemoveNulls(value.Map);
                }

                FillTable(given.Map, value.Map, Join(prefix, key), keepsNulls);
            }
            else if (IsTable(given) && !value.IsNil)
            {
                Warn($"skipped value for {prefix}.{ByteText.ToUnicode(key)}: Not a table.");
            }
        }
    }

    private void Add(GoMap values, string key, GoValue value, bool isMerge)
    {
        if (!isMerge && line == HelmLine.Four)
        {
            if (value.IsNil)
            {
                return;
            }

            if (IsTable(value))
            {
                RemoveNulls(value.Map);
            }
        }

        values[key] = value;
    }

    private void FillGlobals(GoMap inner, GoMap outer, string prefix)
    {
        if (Globals(inner, "destination") is not { } own || Globals(outer, "source") is not { } above)
        {
            return;
        }

        foreach (var key in above.Keys())
        {
            budget.Step();
            var value = above[key];
            var isOwn = own.TryGet(key, out var held);
            if (!IsTable(value))
            {
                if (!isOwn || !IsTable(held))
                {
                    own[key] = value;
                }
            }
            else if (!isOwn)
            {
                own[key] = GoValue.Of(Shallow(value.Map));
            }
            else if (IsTable(held))
            {
                var copy = Shallow(value.Map);
                FillTable(copy, held.Map, Join(prefix, key), isMerge: true);
                own[key] = GoValue.Of(copy);
            }
            else
            {
                Warn($"Conflict: cannot merge map onto non-map for \"{ByteText.ToUnicode(key)}\". Skipping.");
            }
        }

        inner[Global] = GoValue.Of(own);
    }

    private GoMap? Globals(GoMap values, string side)
    {
        if (!values.TryGet(Global, out var held))
        {
            return new GoMap();
        }

        if (IsTable(held))
        {
            return held.Map;
        }

        Warn($"skipping globals because {side} {Global} is not a table.");
        return null;
    }

    private static GoMap Shallow(GoMap map)
    {
        var copy = new GoMap();
        foreach (var key in map.Keys())
        {
            copy[key] = map[key];
        }

        return copy;
    }

    private void FillTable(GoMap above, GoMap below, string prefix, bool isMerge)
    {
        if (line == HelmLine.Four)
        {
            HideNulls(above, below, isMerge);
        }

        foreach (var key in below.Keys())
        {
            budget.Step();
            var value = below[key];
            if (!above.TryGet(key, out var held))
            {
                above[key] = value;
            }
            else if (!isMerge && held.IsNil && line == HelmLine.Three)
            {
                above.Remove(key);
            }
            else if (IsTable(value) && IsTable(held))
            {
                FillInner(held.Map, value.Map, Join(prefix, key), isMerge);
            }
            else if (IsTable(value) != IsTable(held) && !value.IsNil)
            {
                WarnOfTable(IsTable(value), ByteText.ToUnicode(Join(prefix, key)));
            }
        }
    }

    private void FillInner(GoMap above, GoMap below, string prefix, bool isMerge)
    {
        if (++depth > MostDepth)
        {
            throw new ChartException(
                $"values are nested more than {MostDepth} deep, or lie in themselves by imports",
                ChartReader.ValuesFile);
        }

        FillTable(above, below, prefix, isMerge);
        depth--;
    }

    /// <summary>Helm 4: a null above hides what is below; where that was something and nulls are not kept, the key
    /// goes.</summary>
    private static void HideNulls(GoMap above, GoMap below, bool isMerge)
    {
        foreach (var key in above.Keys())
        {
            if (!above[key].IsNil)
            {
                continue;
            }

            var wasSomething = below.TryGet(key, out var hidden) && !hidden.IsNil;
            if (wasSomething && !isMerge)
            {
                above.Remove(key);
                below.Remove(key);
            }
            else
            {
                below[key] = GoValue.Nil;
            }
        }
    }

    /// <summary>Says no value: it may be a secret.</summary>
    private void WarnOfTable(bool isBelow, string path) =>
        Warn(isBelow
            ? $"cannot overwrite table with non table for {path}"
            : $"destination for {path} is a table. Ignoring non-table value");
}
