using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Fairway.Schema.Decoding;

namespace Fairway.Schema.Custom;

/// <summary>
/// The formats of strings that API servers check (k8s.io/kube-openapi, strfmt). Others are names for readers only.
/// </summary>
internal static partial class TextFormats
{
    private const string Microseconds = "\u00b5s";

    public static bool Fits(string text, string format) => format.Replace("-", "", StringComparison.Ordinal) switch
    {
        "uri" => Uri().IsMatch(text),
        "email" => Email().IsMatch(text),
        "hostname" => text.Length <= 255 && HostName().IsMatch(text),
        "ipv4" => IsAddress(text, AddressFamily.InterNetwork) && text.Count(c => c == '.') == 3,
        "ipv6" => IsAddress(text, AddressFamily.InterNetworkV6),
        "cidr" => IPNetwork.TryParse(text, out _) || IsAddressInNet(text),
        "mac" => Mac().IsMatch(text),
        "uuid" => Uuid().IsMatch(text),
        "byte" => IsBase64(text),
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "datetime" => Time().IsMatch(text) && DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _),
        "duration" => Duration().IsMatch(text.Replace(Microseconds, "us", StringComparison.Ordinal)),
        _ => true,
    };

    private static bool IsAddress(string text, AddressFamily family) =>
        IPAddress.TryParse(text, out var address) && address.AddressFamily == family;

    /// <summary>An address with the length of its net, whatever bits are set behind.</summary>
    private static bool IsAddressInNet(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0
            && IPAddress.TryParse(text.AsSpan(0, slash), out var address)
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var bits)
            && bits <= (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }

    private static bool IsBase64(string text)
    {
        try
        {
            Base64Text.Check(text);
            return true;
        }
        catch (SchemaMismatchException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]*:[^\s]+|/[^\s]*)\z")]
    private static partial Regex Uri();

    [GeneratedRegex(@"^[^\s@<>]+@[^\s@<>]+\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"^([A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*"
        + @"[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9])?\.?\z")]
    private static partial Regex HostName();

    [GeneratedRegex(@"^([0-9A-Fa-f]{2}([:-][0-9A-Fa-f]{2}){5,7}|[0-9A-Fa-f]{4}(\.[0-9A-Fa-f]{4}){2,3})\z")]
    private static partial Regex Mac();

    [GeneratedRegex(@"^[0-9a-fA-F]{8}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{4}-?[0-9a-fA-F]{12}\z")]
    private static partial Regex Uuid();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}:[0-9]{2}"
        + @"(\.[0-9]+)?([Zz]|[+-][0-9]{2}:?[0-9]{2})?\z")]
    private static partial Regex Time();

    [GeneratedRegex(@"^[+-]?(0|([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*"
        + "(ns|us|ms|s|m|h|d|w|days?|weeks?|hours?|minutes?|seconds?|(milli|micro|nano)seconds?)"
        + @"(([0-9]+(\.[0-9]*)?|\.[0-9]+)\s*(ns|us|ms|s|m|h|d|w))*)\z")]
    private static partial Regex Duration();
}
