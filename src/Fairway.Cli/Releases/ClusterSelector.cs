using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Fairway.Cli.Releases;

/// <summary>Label selectors as kubectl takes them, made into those of resources.</summary>
internal static partial class ClusterSelector
{
    /// <summary>Reads <c>a=b,c!=d,e in (f,g),h notin (i),j,!k</c>.</summary>
    /// <param name="option">What errors call it.</param>
    /// <param name="text">The selector.</param>
    /// <exception cref="CliFailure">It is none; the message says which part.</exception>
    public static JsonObject Parse(string option, string text)
    {
        var expressions = new JsonArray();
        foreach (var part in Commas().Split(text).Select(part => part.Trim()))
        {
            expressions.Add(Requirement(part)
                ?? throw new CliFailure(
                    $"{option}: \"{part}\" is no requirement on a label: write key=value, key!=value, key in (a,b), "
                    + "key notin (a,b), key or !key")
                {
                    ExitCode = ExitCodes.Usage,
                });
        }

        return new JsonObject { ["matchExpressions"] = expressions };
    }

    private static JsonNode? Requirement(string part)
    {
        if (Set().Match(part) is { Success: true } set)
        {
            var values = set.Groups["values"].Value.Split(',', StringSplitOptions.TrimEntries);
            return Make(set.Groups["key"].Value, set.Groups["op"].Value == "in" ? "In" : "NotIn", values);
        }

        if (Equality().Match(part) is { Success: true } equality)
        {
            var isNot = equality.Groups["op"].Value == "!=";
            return Make(equality.Groups["key"].Value, isNot ? "NotIn" : "In", [equality.Groups["value"].Value]);
        }

        return Presence().Match(part) is { Success: true } presence
            ? Make(presence.Groups["key"].Value, presence.Groups["not"].Length > 0 ? "DoesNotExist" : "Exists", null)
            : null;
    }

    private static JsonObject Make(string key, string way, IReadOnlyList<string>? values)
    {
        var requirement = new JsonObject { ["key"] = key, ["operator"] = way };
        if (values is not null)
        {
            requirement["values"] = new JsonArray([.. values.Select(value => JsonValue.Create(value))]);
        }

        return requirement;
    }

    [GeneratedRegex(@",(?![^(]*\))")]
    private static partial Regex Commas();

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s+(?<op>in|notin)\s*\((?<values>[\w.,\s-]+)\)$")]
    private static partial Regex Set();

    [GeneratedRegex(@"^(?<key>[\w./-]+)\s*(?<op>!=|==|=)\s*(?<value>[\w.-]*)$")]
    private static partial Regex Equality();

    [GeneratedRegex(@"^(?<not>!?)\s*(?<key>[\w./-]+)$")]
    private static partial Regex Presence();
}
