using System.Text;
using Fairway.Charts.Archives;
using Fairway.Charts.Values;

namespace Fairway.Charts.Trees;

/// <summary>A chart that is on, with those of its charts that are.</summary>
internal sealed class ActiveChart
{
    /// <summary>As it is found, before its dependencies are sorted out.</summary>
    public ActiveChart(ChartNode node, HelmLine line)
    {
        Node = node;
        Values = node.Content.Values(line);
        Charts = [.. node.Found.Select(child => new ActiveChart(child, line))];
        Requirements = node.Requirements;
    }

    public ChartNode Node { get; }

    public string Name => Node.Name;

    /// <summary>Its own values, later with those that it imports. Copied before they are used.</summary>
    public GoMap Values { get; set; }

    public IReadOnlyList<ActiveChart> Charts { get; set; }

    /// <summary>Null where nothing is said of dependencies, or none of them is on.</summary>
    public IReadOnlyList<ChartDependency>? Requirements { get; set; }

    /// <summary>It and all charts in it.</summary>
    public IEnumerable<ActiveChart> All() => Charts.SelectMany(child => child.All()).Prepend(this);

    /// <summary>A text that tells two choices of charts apart.</summary>
    public string Signature()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder text)
    {
        text.Append(Name).Append(Requirements?.Count ?? -1).Append('(');
        foreach (var child in Charts)
        {
            child.Append(text);
        }

        text.Append(')');
    }
}
