using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fairway.Conformance.Transcripts.Comparing;

/// <summary>
/// Holds a received JSON value against a recorded one: by value, no field missing or too many, some lists as sets.
/// Placeholders are learned on the way.
/// </summary>
internal sealed class JsonMatcher(Bindings bindings, IReadOnlySet<string> unordered)
{
    private static readonly JsonSerializerOptions Compact = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly HashSet<string> AlwaysSets = ["managedFields", "conditions"];
    private static readonly HashSet<string> SetsOfGeneratedNames = ["items", "rows", "events", "endpoints"];

    /// <summary>Every difference below <paramref name="path"/>; empty if the values are equal.</summary>
    /// <param name="key">The key under which the value is, which decides whether a list is a set.</param>
    public List<Difference> Match(JsonNode? expected, JsonNode? actual, string path = "", string key = "")
    {
        var differences = new List<Difference>();
        Match(new Pair(expected, actual, path, key), differences);
        return differences;
    }

    /// <summary>The value as text for a report.</summary>
    public static string Show(JsonNode? node) => node is null ? "null" : node.ToJsonString(Compact);

    private void Match(Pair pair, List<Difference> differences)
    {
        switch (pair.Expected, pair.Actual)
        {
            case (JsonObject expected, JsonObject actual):
                MatchFields(expected, actual, pair.Path, differences);
                break;
            case (JsonArray expected, JsonArray actual) when IsSet(expected, pair.Key):
                MatchSets(expected, actual, pair.Path, differences);
                break;
            case (JsonArray expected, JsonArray actual):
                MatchLists(expected, actual, pair, differences);
                break;
            default:
                if (MatchLeaves(pair) is { } difference)
                {
                    differences.Add(difference);
                }

                break;
        }
    }

    private void MatchFields(JsonObject expected, JsonObject actual, string path, List<Difference> differences)
    {
        var unmatched = actual.Select(field => field.Key).ToList();
        foreach (var (recorded, value) in expected)
        {
            var key =
                unmatched.Find(candidate => candidate == recorded)
                ?? unmatched.Find(candidate =>
                    Template.Of(recorded) is { IsLiteral: false } name && name.Match(candidate, bindings) is null
                );
            if (key is null)
            {
                differences.Add(new Difference($"{path}/{recorded}", Show(value), Difference.Absent));
                continue;
            }

            unmatched.Remove(key);
            Match(new Pair(value, actual[key], $"{path}/{key}", recorded), differences);
        }

        differences.AddRange(
            unmatched.Select(key => new Difference($"{path}/{key}", Difference.Absent, Show(actual[key])))
        );
    }

    private void MatchLists(JsonArray expected, JsonArray actual, Pair pair, List<Difference> differences)
    {
        for (var index = 0; index < Math.Max(expected.Count, actual.Count); index++)
        {
            var path = $"{pair.Path}/{index}";
            if (index >= actual.Count)
            {
                differences.Add(new Difference(path, Show(expected[index]), Difference.Absent));
            }
            else if (index >= expected.Count)
            {
                differences.Add(new Difference(path, Difference.Absent, Show(actual[index])));
            }
            else
            {
                Match(new Pair(expected[index], actual[index], path, ""), differences);
            }
        }
    }

    private void MatchSets(JsonArray expected, JsonArray actual, string path, List<Difference> differences)
    {
        var partners = new SetMatcher(bindings, (left, right) => Fits(expected[left], actual[right])).Match(
            expected.Count,
            actual.Count
        );
        var spare = Enumerable.Range(0, actual.Count).Except(partners.OfType<int>()).ToList();
        for (var index = 0; index < expected.Count; index++)
        {
            if (partners[index] is { } partner)
            {
                Match(new Pair(expected[index], actual[partner], $"{path}/{partner}", ""), differences);
            }
            else if (spare.Count > 0)
            {
                Match(new Pair(expected[index], actual[spare[0]], $"{path}/{spare[0]}", ""), differences);
                spare.RemoveAt(0);
            }
            else
            {
                differences.Add(new Difference($"{path}/{index}", Show(expected[index]), Difference.Absent));
            }
        }

        differences.AddRange(
            spare.Select(index => new Difference($"{path}/{index}", Difference.Absent, Show(actual[index])))
        );
    }

    private bool Fits(JsonNode? expected, JsonNode? actual) => Match(expected, actual).Count == 0;

    private Difference? MatchLeaves(Pair pair)
    {
        var same = (pair.Expected, pair.Actual) switch
        {
            (null, null) => true,
            (JsonValue expected, JsonValue actual) => MatchValues(expected, actual, pair.Key),
            _ => false,
        };
        return same ? null : new Difference(pair.Path, Show(pair.Expected), Show(pair.Actual));
    }

    private bool MatchValues(JsonValue expected, JsonValue actual, string key)
    {
        var kinds = (expected.GetValueKind(), actual.GetValueKind());
        if (kinds == (JsonValueKind.String, JsonValueKind.String))
        {
            return MatchTexts(expected.GetValue<string>(), actual.GetValue<string>(), key);
        }

        if (kinds == (JsonValueKind.String, JsonValueKind.Number))
        {
            var port = Template.Of(expected.GetValue<string>());
            return port.Names.Any(name => name.StartsWith("port:", StringComparison.Ordinal))
                && port.Match(actual.ToJsonString(), bindings) is null;
        }

        return kinds.Item1 == kinds.Item2
            && (kinds.Item1 != JsonValueKind.Number || SameNumber(expected.ToJsonString(), actual.ToJsonString()));
    }

    private bool MatchTexts(string expected, string actual, string key) =>
        Template.Of(expected).Match(actual, bindings) is null
        || (key == "message" && unordered.Contains("causes") && MatchPartsOfMessage(expected, actual));

    /// <summary>A message of several causes, <c>X is invalid: [a, b]</c>, whose parts may come in any order.</summary>
    private bool MatchPartsOfMessage(string expected, string actual)
    {
        var (left, right) = (Parts(expected), Parts(actual));
        var partners = new SetMatcher(
            bindings,
            (one, other) => Template.Of(left[one]).Match(right[other], bindings) is null
        ).Match(left.Length, right.Length);
        return left.Length == right.Length && partners.All(partner => partner is not null);
    }

    private static string[] Parts(string message) =>
        message.Replace(": [", ", ", StringComparison.Ordinal).TrimEnd(']').Split(", ");

    private bool IsSet(JsonArray expected, string key) =>
        unordered.Contains(key)
        || AlwaysSets.Contains(key)
        || (SetsOfGeneratedNames.Contains(key) && Show(expected).Contains("<suffix:", StringComparison.Ordinal));

    private static bool SameNumber(string one, string other) =>
        one == other
        || (
            decimal.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out var left)
            && decimal.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out var right)
            && left == right
        );

    private readonly record struct Pair(JsonNode? Expected, JsonNode? Actual, string Path, string Key);
}
