using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Fairway.Conformance.Transcripts.Comparing;

/// <summary>One segment of a path of <c>keep</c> and <c>drop</c>.</summary>
/// <param name="Key">The key in an object; an index where it is a number and the node is a list.</param>
/// <param name="Where">
/// For <c>name[key=value]</c>: the keys, from outer to inner, that lead to the compared value.
/// </param>
/// <param name="Value">For <c>name[key=value]</c>: what is there.</param>
internal sealed partial record PathSegment(string Key, IReadOnlyList<string>? Where, string? Value)
{
    public bool IsEvery => Key == "*" && Where is null;

    public int? Index =>
        int.TryParse(Key, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;

    /// <summary>The segments of a path such as <c>/items/*/spec/list[type=example.com~1X]</c>.</summary>
    public static IReadOnlyList<PathSegment> Parse(string path) => [.. path.Split('/').Skip(1).Select(ParseOne)];

    /// <summary>True if the predicate selects the list element.</summary>
    public bool Selects(JsonNode? element)
    {
        foreach (var key in Where!)
        {
            element = (element as JsonObject)?[key];
        }

        return element is JsonValue && element.ToString() == Value;
    }

    private static PathSegment ParseOne(string segment)
    {
        var match = PredicatePattern().Match(segment);
        return match.Success
            ? new PathSegment(
                Plain(match.Groups["key"].Value),
                match.Groups["where"].Value.Split('.'),
                Plain(match.Groups["value"].Value)
            )
            : new PathSegment(Plain(segment), null, null);
    }

    private static string Plain(string text) => text.Replace("~1", "/", StringComparison.Ordinal);

    [GeneratedRegex(@"\A(?<key>[^\[]*)\[(?<where>[^=]+)=(?<value>.*)\]\z")]
    private static partial Regex PredicatePattern();
}
