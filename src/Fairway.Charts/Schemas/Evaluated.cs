namespace Fairway.Charts.Schemas;

/// <summary>Which members and items of one value a schema has looked at: the others are the unevaluated ones.</summary>
internal sealed class Evaluated
{
    public HashSet<string> Members { get; } = new(StringComparer.Ordinal);

    public HashSet<int> Items { get; } = [];

    public void Add(Evaluated other)
    {
        Members.UnionWith(other.Members);
        Items.UnionWith(other.Items);
    }
}
