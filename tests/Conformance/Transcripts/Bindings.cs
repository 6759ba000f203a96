using System.Diagnostics.CodeAnalysis;

namespace Fairway.Conformance.Transcripts;

/// <summary>
/// What the placeholders of one scenario have turned out to be. What was learned in a try can be forgotten.
/// </summary>
internal sealed class Bindings
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> owners = new(StringComparer.Ordinal);
    private readonly List<string> learned = [];

    /// <summary>A point to which <see cref="Forget"/> returns.</summary>
    public int Mark => learned.Count;

    public bool TryValue(string name, [NotNullWhen(true)] out string? value) => values.TryGetValue(name, out value);

    /// <exception cref="UnlearnedValueException">Nothing was learned of it.</exception>
    public string Value(string name) =>
        values.TryGetValue(name, out var value) ? value : throw new UnlearnedValueException(name);

    /// <summary>Every value of the kind <paramref name="kind"/> learned so far.</summary>
    public IEnumerable<string> ValuesOf(string kind) =>
        values.Where(pair => KindOf(pair.Key) == kind).Select(pair => pair.Value);

    /// <summary>Binds a placeholder. Null, or why the value cannot be its: it is already that of another one.</summary>
    public string? Learn(string name, string value)
    {
        if (values.TryGetValue(name, out var known))
        {
            return Placeholder.Kinds[KindOf(name)].Kept && known != value ? $"<{name}> is {known}" : null;
        }

        if (Placeholder.Kinds[KindOf(name)].Distinct && !owners.TryAdd(OwnerKey(name, value), name))
        {
            return $"{value} is the value of <{owners[OwnerKey(name, value)]}>; <{name}> must be another";
        }

        values.Add(name, value);
        learned.Add(name);
        return null;
    }

    /// <summary>Drops what was learned since <paramref name="mark"/>.</summary>
    public void Forget(int mark)
    {
        foreach (var name in learned.Skip(mark))
        {
            owners.Remove(OwnerKey(name, values[name]));
            values.Remove(name);
        }

        learned.RemoveRange(mark, learned.Count - mark);
    }

    private static string KindOf(string name) => name.Split(':')[0];

    private static string OwnerKey(string name, string value) => $"{KindOf(name)}={value}";
}
