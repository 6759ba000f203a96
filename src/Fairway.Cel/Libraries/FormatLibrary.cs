using System.Globalization;
using Fairway.Cel.Functions;
using Fairway.Cel.Types;
using Fairway.Cel.Values;
using Fairway.Schema.Names;
using Fairway.Schema.Patterns;

namespace Fairway.Cel.Libraries;

/// <summary>Named formats of text: <c>format.dns1123Label().validate('a')</c>.</summary>
internal static class FormatLibrary
{
    private const int UriPattern = 1103;
    private const int Base64Pattern = 84;

    private static readonly Re2 Uuid = Re2.Compile(
        "(?i)(^[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}$)"
        + "|(^[0-9A-F]{8}[0-9A-F]{4}[0-9A-F]{4}[0-9A-F]{4}[0-9A-F]{12}$)");

    private static readonly Dictionary<string, FormatValue> Formats = new[]
    {
        Rule("dns1123Label", 30, NameRules.Label),
        Rule("dns1123Subdomain", 60, NameRules.Subdomain),
        Rule("dns1035Label", 30, NameRules.Label1035),
        Rule("qualifiedName", 60, NameRules.QualifiedName),
        Rule("dns1123LabelPrefix", 30, text => NameRules.Label(Masked(text))),
        Rule("dns1123SubdomainPrefix", 60, text => NameRules.Subdomain(Masked(text))),
        Rule("dns1035LabelPrefix", 30, text => NameRules.Label1035(Masked(text))),
        Rule("labelValue", 40, NameRules.LabelValue),
        Rule("uri", UriPattern, text => UrlReader.Read(text).Fault),
        Rule("uuid", 132, text => Uuid.IsMatch(text) ? null : "does not match the UUID format"),
        Rule("byte", Base64Pattern, text => IsBase64(text) ? null : "invalid base64"),
        Rule("date", 178, text => IsDate(text) ? null : "invalid date"),
        Rule("datetime", 178, text => IsTime(text) ? null : "invalid datetime"),
    }.ToDictionary(format => format.Name, StringComparer.Ordinal);

    public static void AddTo(FunctionBodies bodies)
    {
        // Any order: each is added under its own name.
        foreach (var format in Formats.Values)
        {
            bodies["format." + format.Name] = _ => format;
        }

        bodies["format.named"] = arguments => Formats.TryGetValue(((CelString)arguments[0]).Value, out var format)
            ? CelOptional.Of(format)
            : CelOptional.None;
        bodies["validate"] = arguments => ((FormatValue)arguments[0]).Validate(((CelString)arguments[1]).Value) switch
        {
            { Count: 0 } => CelOptional.None,
            var faults => CelOptional.Of(CelList.Of([.. faults.Select(fault => new CelString(fault))])),
        };
    }

    private static FormatValue Rule(string name, int patternSize, Func<string, string?> faultOf) =>
        new(name, patternSize, text => faultOf(text) is { } fault ? [fault] : []);

    /// <summary>A prefix may end where a name may not: a hyphen is taken for a letter.</summary>
    private static string Masked(string text) => text.Length > 1 && text.EndsWith('-') ? text[..^2] + "a" : text;

    private static bool IsBase64(string text) => Convert.TryFromBase64String(text, new byte[text.Length], out _);

    private static bool IsDate(string text) => DateTime.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    private static bool IsTime(string text) =>
        new CelString(text).ConvertTo(CelTypeKind.Timestamp) is CelTimestamp;
}
