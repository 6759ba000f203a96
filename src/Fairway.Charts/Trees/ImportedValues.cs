using Fairway.Charts.Archives;
using Fairway.Charts.Values;

namespace Fairway.Charts.Trees;

/// <summary>Gives each chart the values that it imports from the charts in it, and theirs under their names. Imported
/// values lie below the parent's own.</summary>
/// <remarks>One table may be imported at a path that lies in itself (<c>a</c> as <c>b</c>, and again as <c>b.c</c>):
/// Helm 4 dies of it, Helm 3 does not come to an end; here it is a fault of the chart.</remarks>
internal static class ImportedValues
{
    public static void Import(ActiveChart chart, ValueCoalescer coalescer)
    {
        foreach (var child in chart.Charts)
        {
            Import(child, coalescer);
        }

        if (chart.Requirements is not { } requirements)
        {
            return;
        }

        var merged = coalescer.Merge(chart);
        var imported = new GoMap();
        foreach (var requirement in requirements)
        {
            foreach (var (child, parent) in requirement.Imports)
            {
                var path = $"{requirement.Name}.{child}";
                if (ValueTables.Table(merged, ByteText.FromUnicode(path)) is { } table)
                {
                    // What has nothing in it is not shared, as in Helm: what comes later would go into it.
                    var shared = table.Count == 0 ? new GoMap() : table;
                    coalescer.MergeTables(imported, At(ByteText.FromUnicode(parent), shared));
                    if (imported.HoldsItself())
                    {
                        throw new ChartException(
                            $"{chart.Name} imports {path} as {parent}, which puts these values into themselves; "
                                + "import them under names that do not lie in each other",
                            MetadataReader.File);
                    }
                }
                else
                {
                    coalescer.Warn($"{chart.Name} imports {path}, and there is no such map");
                }
            }
        }

        chart.Values = coalescer.MergeTables(merged.DeepCopy(), imported);
    }

    /// <summary>A map that has the values at a path.</summary>
    private static GoMap At(string path, GoMap values)
    {
        if (path == ".")
        {
            return values;
        }

        var at = values;
        foreach (var name in path.Split('.').Reverse())
        {
            var outer = new GoMap();
            outer[name] = GoValue.Of(at);
            at = outer;
        }

        return at;
    }
}
