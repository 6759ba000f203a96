using Fairway.Charts.Archives;
using Fairway.Charts.Values;

namespace Fairway.Charts.Trees;

/// <summary>Decides which charts in a chart are on.</summary>
/// <param name="coalescer">Lays values over each other.</param>
/// <param name="line">Whose rules are followed.</param>
internal sealed class DependencySwitch(ValueCoalescer coalescer, HelmLine line)
{
    /// <summary>The chart with the charts in it that are on.</summary>
    public ActiveChart Choose(ChartNode root, GoMap given)
    {
        var chart = new ActiveChart(root, line);
        Sort(chart, root.IsSwitched ? given : null, "");
        return chart;
    }

    /// <param name="chart">As it is found.</param>
    /// <param name="values">Those of the root; null where no value decides anything.</param>
    /// <param name="path">The path of the chart's own values, with a dot behind it.</param>
    private void Sort(ActiveChart chart, GoMap? values, string path)
    {
        if (!chart.Node.IsSorted || chart.Requirements is not { } requirements)
        {
            return;
        }

        chart.Charts = [.. chart.Node.Listed.Select(child => new ActiveChart(child, line))];
        var seen = values is null ? null : coalescer.Coalesce(chart, values);
        var off = requirements
            .Where(requirement => seen is not null && !IsOn(requirement, seen, path))
            .Select(requirement => requirement.KnownAs)
            .ToHashSet(StringComparer.Ordinal);
        chart.Charts = [.. chart.Charts.Where(child => !off.Contains(child.Name))];
        ChartDependency[] on =
            [.. requirements.Where(requirement => !off.Contains(requirement.KnownAs))
                .Select(requirement => requirement with { Name = requirement.KnownAs, IsEnabled = true })];
        chart.Requirements = on.Length > 0 ? on : null;
        foreach (var child in chart.Charts)
        {
            Sort(child, seen, $"{path}{child.Name}.");
        }
    }

    private bool IsOn(ChartDependency requirement, GoMap values, string path)
    {
        foreach (var condition in requirement.Condition.Trim().Split(','))
        {
            if (condition.Length > 0 && ValueTables.Value(values, ByteText.FromUnicode(path + condition)) is { } value)
            {
                if (value.Kind == GoKind.Bool)
                {
                    return value.Bool;
                }

                coalescer.Warn($"condition {condition} of chart {requirement.KnownAs} is no boolean");
            }
        }

        return HasTags(requirement, values);
    }

    /// <summary>Off only if values speak of its tags, and all they say is false.</summary>
    private bool HasTags(ChartDependency requirement, GoMap values)
    {
        if (ValueTables.Table(values, "tags") is not { } table)
        {
            return true;
        }

        var isNamed = false;
        foreach (var tag in requirement.Tags)
        {
            if (!table.TryGet(ByteText.FromUnicode(tag), out var value))
            {
                continue;
            }

            if (value.Kind != GoKind.Bool)
            {
                coalescer.Warn($"tag {tag} of chart {requirement.KnownAs} is no boolean");
                continue;
            }

            if (value.Bool)
            {
                return true;
            }

            isNamed = true;
        }

        return !isNamed;
    }
}
