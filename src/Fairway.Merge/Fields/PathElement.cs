using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fairway.Merge.Values;

namespace Fairway.Merge.Fields;

/// <summary>
/// One step of a field path. Two elements are the same where kind and text are, for the text is canonical.
/// </summary>
/// <param name="Kind">What it selects.</param>
/// <param name="Text">
/// The name of a field; the JSON of a key (an object, sorted by name) or value, compact and escaped as API servers
/// escape; an index.
/// </param>
public readonly record struct PathElement(PathKind Kind, string Text) : IComparable<PathElement>
{
    /// <summary>A member of an object.</summary>
    public static PathElement Field(string name) => new(PathKind.Field, name);

    /// <summary>
    /// Reads the name of a member of FieldsV1: <c>f:name</c>, <c>k:{...}</c>, <c>v:...</c> or <c>i:n</c>.
    /// </summary>
    /// <returns>False where it is none of these, or its JSON is malformed.</returns>
    public static bool TryParse(string text, out PathElement element)
    {
        element = default;
        if (text.Length < 2 || text[1] != ':')
        {
            return false;
        }

        switch (text[0])
        {
            case 'f':
                element = new(PathKind.Field, text[2..]);
                return true;
            case 'i':
                var isIndex = int.TryParse(
                    text.AsSpan(2),
                    NumberStyles.AllowLeadingSign,
                    CultureInfo.InvariantCulture,
                    out var i);
                element = new(PathKind.Index, i.ToString(CultureInfo.InvariantCulture));
                return isIndex;
            case 'k':
                return TryParseJson(PathKind.Key, text.AsSpan(2), out element);
            case 'v':
                return TryParseJson(PathKind.Value, text.AsSpan(2), out element);
            default:
                return false;
        }
    }

    /// <inheritdoc/>
    public int CompareTo(PathElement other) => CompareTo(other.Kind, other.Text);

    /// <summary>As paths in messages have it: <c>.name</c>, <c>[name="app"]</c>, <c>[="a"]</c>, <c>[0]</c>.</summary>
    public override string ToString() => Kind switch
    {
        PathKind.Field => "." + Text,
        PathKind.Key => KeyText(Text),
        PathKind.Value => $"[={Text}]",
        _ => $"[{Text}]",
    };

    /// <summary>Compares without need of a string.</summary>
    internal int CompareTo(PathKind kind, ReadOnlySpan<char> text)
    {
        if (Kind != kind)
        {
            return Kind < kind ? -1 : 1;
        }

        return Kind == PathKind.Field ? Text.AsSpan().SequenceCompareTo(text) : CompareJson(Text, text);
    }

    private static string KeyText(string json)
    {
        var text = new StringBuilder("[");
        foreach (var (name, value) in (JsonObject)JsonNode.Parse(json)!)
        {
            text.Append(text.Length == 1 ? "" : ",").Append(name).Append('=').Append(CanonicalJson.Text(value));
        }

        return text.Append(']').ToString();
    }

    private static bool TryParseJson(PathKind kind, ReadOnlySpan<char> json, out PathElement element)
    {
        element = default;
        try
        {
            var node = JsonNode.Parse(json.ToString());
            if (kind == PathKind.Key != node is JsonObject)
            {
                return false;
            }

            element = new(kind, CanonicalJson.Text(node));
            return true;
        }
        catch (Exception malformed) when (malformed is JsonException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Orders texts by character, and numbers in them by size: port 80 comes before port 443.</summary>
    private static int CompareJson(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        var i = left.CommonPrefixLength(right);
        if (i == left.Length || i == right.Length)
        {
            return left.Length.CompareTo(right.Length);
        }

        var start = i;
        while (start > 0 && char.IsAsciiDigit(left[start - 1]))
        {
            start--;
        }

        var a = Digits(left[start..]);
        var b = Digits(right[start..]);
        var insideNumbers = a > 0 && b > 0 && start > 0 && left[start - 1] == ':';
        return insideNumbers && a != b ? a.CompareTo(b) : left[i].CompareTo(right[i]);
    }

    private static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }
}
