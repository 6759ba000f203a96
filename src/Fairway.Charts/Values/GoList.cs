namespace Fairway.Charts.Values;

/// <summary>A slice. Functions make new ones; nothing changes one.</summary>
internal sealed class GoList(GoValue[] items, string typeName = GoList.OfAny)
{
    public const string OfAny = "[]interface {}";
    public const string OfStrings = "[]string";

    public string TypeName { get; } = typeName;

    public int Count => items.Length;

    public ReadOnlySpan<GoValue> Items => items;

    public GoValue this[int index] => items[index];

    public static GoList Strings(IEnumerable<string> texts) => new([.. texts.Select(GoValue.Of)], OfStrings);

    /// <summary>With copies of all maps in it; a list of scalars is itself.</summary>
    public GoList DeepCopy() =>
        Array.Exists(items, item => item.Kind is GoKind.Map or GoKind.List)
            ? new GoList(Array.ConvertAll(items, item => item.DeepCopy()), TypeName)
            : this;
}
