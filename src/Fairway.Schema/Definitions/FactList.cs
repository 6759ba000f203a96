using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Fairway.Schema.Json;

namespace Fairway.Schema.Definitions;

/// <summary>What the line of a place says beside its shape.</summary>
internal sealed class FactList
{
    public FactList(ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
        {
            var cut = cell.IndexOf('=', StringComparison.Ordinal);
            Take(cut < 0 ? cell : cell[..cut], cut < 0 ? "" : cell[(cut + 1)..]);
        }
    }

    public bool Written { get; private set; }

    public bool Pointer { get; private set; }

    public bool Value { get; private set; }

    public string? TypeLabel { get; private set; }

    public ListType? ListType { get; private set; }

    public ImmutableArray<string> ListMapKeys { get; private set; } = [];

    public bool AtomicMap { get; private set; }

    public string? PatchStrategy { get; private set; }

    public string? PatchMergeKey { get; private set; }

    public JsonNode? Default { get; private set; }

    public ImmutableArray<string> Enum { get; private set; } = [];

    public ImmutableArray<string> Required { get; private set; } = [];

    public GroupVersionKind? Kind { get; private set; }

    /// <summary>The facts of a list's elements or a map's values, which the line of the list or map says.</summary>
    public static FactList OfElement(string? typeLabel, ImmutableArray<string> values) =>
        new([]) { TypeLabel = typeLabel, Enum = values, Written = true };

    private void Take(string fact, string value)
    {
        switch (fact)
        {
            case "written": Written = true; break;
            case "pointer": Pointer = true; break;
            case "value": Value = true; break;
            case "go": TypeLabel = value; break;
            case "map": AtomicMap = value == "atomic"; break;
            case "enum": Enum = [.. value.Split('|')]; break;
            case "default": Default = JsonReader.Read(Encoding.UTF8.GetBytes(value)).Node; break;
            case "gvk": TakeKind(value.Split('/')); break;
            case "required" when value.Length > 0: Required = [.. value.Split(',')]; break;
            case "list": TakeList(value.Split(':')); break;
            case "patch": TakePatch(value.Split(':')); break;
            default: break;
        }
    }

    private void TakeKind(string[] parts) => Kind = new GroupVersionKind(parts[0], parts[1], parts[2]);

    private void TakeList(string[] parts)
    {
        ListType = parts[0] switch
        {
            "map" => Schema.ListType.Map,
            "set" => Schema.ListType.Set,
            _ => Schema.ListType.Atomic,
        };
        ListMapKeys = parts.Length > 1 ? [.. parts[1].Split(',')] : [];
    }

    private void TakePatch(string[] parts)
    {
        PatchStrategy = parts[0].Length > 0 ? parts[0] : null;
        PatchMergeKey = parts.Length > 1 ? parts[1] : null;
    }
}
