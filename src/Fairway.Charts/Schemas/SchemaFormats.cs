using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Fairway.Schema.Patterns;

namespace Fairway.Charts.Schemas;

/// <summary>The formats of texts that schemas name; one that is not known admits everything.</summary>
internal static partial class SchemaFormats
{
    private const int LongestHost = 253;

    private static readonly string[] TimeFormats = ["HH:mm:ss", "HH:mm:ss.FFFFFFF"];

    /// <summary>Whether Helm 3's library knows the format.</summary>
    public static bool IsKnown(string format) => format is "date" or "time" or "date-time" or "hostname" or "email"
        or "idn-email" or "ipv4" or "ipv6" or "uri" or "uri-reference" or "iri" or "iri-reference" or "uri-template"
        or "uuid" or "regex" or "json-pointer" or "relative-json-pointer";

    /// <summary>What is wrong with a text; null if it is of the format.</summary>
    public static string? Fault(string format, string text, HelmLine line) => format switch
    {
        "date" => IsDate(text) ? null : "no date: 2006-01-02",
        "time" => IsTime(text, line) ? null : "no time: 15:04:05Z",
        "date-time" => IsDateTime(text, line) ? null : "no date and time: 2006-01-02T15:04:05Z",
        "duration" when line == HelmLine.Four => Duration().IsMatch(text) && text.Length > 1 && !text.EndsWith('T')
            ? null
            : "must start with P",
        "hostname" => Host().IsMatch(text) && text.Length <= LongestHost ? null : "no host name",
        "email" or "idn-email" => Mail().IsMatch(text) ? null
            : text.Contains('@', StringComparison.Ordinal) ? "no address" : "missing @",
        "ipv4" => IsIp(text, AddressFamily.InterNetwork) ? null : "expected four decimals",
        "ipv6" => IsIp(text, AddressFamily.InterNetworkV6) ? null : "no address",
        "uri" or "iri" => Scheme().IsMatch(text) && IsReference(text) ? null : "relative url",
        "uri-reference" or "iri-reference" or "uri-template" => IsReference(text) ? null : "no reference",
        "uuid" => Uuid().IsMatch(text) ? null : "must have 5 elements",
        "regex" => IsPattern(text) ? null : "cannot be read",
        "json-pointer" => Pointer().IsMatch(text) ? null : "not starting with /",
        "relative-json-pointer" => RelativePointer().IsMatch(text) ? null : "no pointer",
        _ => null,
    };

    private static bool IsDate(string text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>Helm 3 takes a time without a zone; Helm 4 asks for one.</summary>
    private static bool IsTime(string text, HelmLine line)
    {
        var match = Zoned().Match(text);
        return (match.Success || line == HelmLine.Three)
            && TimeOnly.TryParseExact(
                match.Success ? match.Groups["time"].Value : text, TimeFormats, CultureInfo.InvariantCulture,
                DateTimeStyles.None, out _);
    }

    private static bool IsDateTime(string text, HelmLine line) =>
        (text.Length > 11 && text[10] is 'T' or 't' && IsDate(text[..10]) && IsTime(text[11..], HelmLine.Four))
        || (line == HelmLine.Three && (IsDate(text) || IsTime(text, line)));

    private static bool IsIp(string text, AddressFamily family) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == family
        && (family == AddressFamily.InterNetworkV6
            ? !text.Contains('[', StringComparison.Ordinal)
            : Decimals().IsMatch(text));

    private static bool IsReference(string text) =>
        !text.AsSpan().ContainsAny('\\', ' ') && Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out _);

    private static bool IsPattern(string text)
    {
        try
        {
            Re2.Compile(text);
            return true;
        }
        catch (Re2Exception)
        {
            return false;
        }
    }

    [GeneratedRegex(
        @"^P([0-9]+W|([0-9]+Y)?([0-9]+M)?([0-9]+D)?(T([0-9]+H)?([0-9]+M)?([0-9]+S)?)?)\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Duration();

    [GeneratedRegex(
        @"^[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*\z",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Host();

    [GeneratedRegex(@"^[^@\s]+@[^@\s]+\z")]
    private static partial Regex Mail();

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex(@"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^(/([^~/]|~0|~1)*)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Pointer();

    [GeneratedRegex(@"^(0|[1-9][0-9]*)(#|(/([^~/]|~0|~1)*)*)\z", RegexOptions.ExplicitCapture)]
    private static partial Regex RelativePointer();

    [GeneratedRegex(@"^(?<time>[0-9:.]+)([zZ]|[+-][0-9]{2}:[0-9]{2})\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Zoned();

    [GeneratedRegex(@"^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Decimals();
}
