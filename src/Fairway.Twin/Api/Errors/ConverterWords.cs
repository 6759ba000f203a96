using System.Text.RegularExpressions;

namespace Fairway.Twin.Api.Errors;

/// <summary>
/// How the reference server says that a strategic merge patch made something that does not fit: it converts maps to
/// objects there, without JSON in between. Source: apimachinery, pkg/runtime/converter.go.
/// </summary>
internal static partial class ConverterWords
{
    /// <param name="problem">What the decoder of JSON says of the same fault.</param>
    public static string Of(string problem)
    {
        var match = Mismatch().Match(problem);
        if (!match.Success)
        {
            return problem;
        }

        var (kind, type) = (match.Groups["kind"].Value, match.Groups["type"].Value);
        var from = kind switch
        {
            "object" => "map",
            "array" => "slice",
            "number" => "int64",
            _ => kind,
        };
        return type switch
        {
            _ when type.StartsWith("map[", StringComparison.Ordinal) => $"cannot restore map from {from}",
            _ when type.StartsWith("[]", StringComparison.Ordinal) => $"cannot restore slice from {from}",
            "string" when kind == "number" => "cannot convert int64 to string",
            "string" or "bool" or "int32" or "int64" or "uint16" or "float64" => $"unrecognized type: {type}",
            // A named type is a string where a map does not fit it, and an object where anything else does not.
            _ => kind == "object" ? "unrecognized type: string" : $"cannot restore struct from: {from}",
        };
    }

    [GeneratedRegex("^json: cannot unmarshal (?<kind>\\w+) into Go struct field \\S+ of type (?<type>.+)$")]
    private static partial Regex Mismatch();
}
