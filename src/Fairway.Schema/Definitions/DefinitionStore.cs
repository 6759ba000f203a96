using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;

namespace Fairway.Schema.Definitions;

/// <summary>
/// The definitions of the built-in kinds. The text is unpacked and its definitions are located at first use; each
/// definition is read when it is first asked for, its properties when they are, so that a cluster pays for the kinds
/// that it uses.
/// </summary>
internal sealed class DefinitionStore
{
    private readonly FrozenDictionary<string, string> texts;
    private readonly ConcurrentDictionary<string, SchemaNode> read = new();
    private readonly Lazy<FrozenDictionary<GroupVersionKind, string>> kinds;

    public DefinitionStore()
    {
        var found = new Dictionary<string, string>(700);
        foreach (var text in Encoding.UTF8.GetString(Packed.Read("structure.br")).Split("\n="))
        {
            var body = text.TrimStart('=');
            found.Add(body[..body.IndexOf('\t', StringComparison.Ordinal)], body);
        }

        texts = found.ToFrozenDictionary();
        Names = [.. found.Keys];
        kinds = new(() => Names.Select(name => (Name: name, Kind: KindOf(found[name])))
            .Where(pair => pair.Kind is not null)
            .ToFrozenDictionary(pair => pair.Kind!.Value, pair => pair.Name));
    }

    public static DefinitionStore BuiltIn { get; } = new();

    /// <summary>Names of the definitions, in order.</summary>
    public IReadOnlyList<string> Names { get; }

    public SchemaNode? Find(string name)
    {
        if (read.TryGetValue(name, out var known))
        {
            return known;
        }

        return texts.TryGetValue(name, out var text)
            ? read.GetOrAdd(name, DefinitionReader.Read(name, text, this))
            : null;
    }

    public SchemaNode? Find(GroupVersionKind kind) => kinds.Value.TryGetValue(kind, out var name) ? Find(name) : null;

    /// <summary>Whether the definition says of itself that it has one owner; answered without reading it.</summary>
    public bool IsAtomic(string name) =>
        texts.TryGetValue(name, out var text) && Head(text).EndsWith("\tmap=atomic", StringComparison.Ordinal);

    private static GroupVersionKind? KindOf(string text) => new FactList(Head(text).ToString().Split('\t')).Kind;

    private static ReadOnlySpan<char> Head(string text) =>
        text.IndexOf('\n', StringComparison.Ordinal) is var end && end < 0 ? text : text.AsSpan(0, end);
}
