using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Fairway.Cel.Functions;

namespace Fairway.Cel.Libraries;

/// <summary>
/// Reads addresses as strictly as Go's netip does: no leading zeros, no zones, no IPv4 within IPv6. Messages are Go's.
/// </summary>
internal static class AddressReader
{
    /// <summary>The address, or what is wrong.</summary>
    public static (IPAddress? Address, string? Fault) ReadAddress(string text)
    {
        var fault = FaultOf(text);
        if (fault is not null)
        {
            return (null, $"IP Address {Quoted.Go(text)} parse error during conversion from string: "
                + $"ParseAddr({Quoted.Go(text)}): {fault}");
        }

        if (text.Contains('%', StringComparison.Ordinal))
        {
            return (null, $"IP address {Quoted.Go(text)} with zone value is not allowed");
        }

        var address = IPAddress.Parse(text);
        return address.IsIPv4MappedToIPv6
            ? (null, $"IPv4-mapped IPv6 address {Quoted.Go(text)} is not allowed")
            : (address, null);
    }

    /// <summary>The network, or what is wrong. Bits behind its length are kept.</summary>
    public static (IPAddress? Address, int Length, string? Fault) ReadNetwork(string text)
    {
        const string prefix = "network address parse error during conversion from string: ";
        var slash = text.LastIndexOf('/');
        var fault = slash < 0 ? "no '/'" : FaultOf(text[..slash]) is { } inner
            ? $"ParseAddr({Quoted.Go(text[..slash])}): {inner}"
            : text[..slash].Contains('%', StringComparison.Ordinal) ? "IPv6 zones cannot be present in a prefix"
            : null;
        if (fault is not null)
        {
            return (null, 0, $"{prefix}netip.ParsePrefix({Quoted.Go(text)}): {fault}");
        }

        var address = IPAddress.Parse(text.AsSpan(0, slash));
        var bits = text[(slash + 1)..];
        if (bits.Length is 0 or > 3 || !bits.All(char.IsAsciiDigit) || (bits.Length > 1 && bits[0] == '0'))
        {
            return (null, 0, $"{prefix}netip.ParsePrefix({Quoted.Go(text)}): bad bits after slash: {Quoted.Go(bits)}");
        }

        var length = int.Parse(bits, CultureInfo.InvariantCulture);
        if (length > (address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128))
        {
            return (null, 0, $"{prefix}netip.ParsePrefix({Quoted.Go(text)}): prefix length out of range");
        }

        return address.IsIPv4MappedToIPv6
            ? (null, 0, $"IPv4-mapped IPv6 address {Quoted.Go(text)} is not allowed")
            : (address, length, null);
    }

    private static string? FaultOf(string text)
    {
        foreach (var mark in text)
        {
            switch (mark)
            {
                case '.':
                    return FaultOfFour(text);
                case ':':
                    return IsSix(text) ? null : "unexpected character, or wrong number of fields";
                case '%':
                    return "missing IPv6 address";
                default:
                    break;
            }
        }

        return "unable to parse IP";
    }

    private static string? FaultOfFour(string text)
    {
        var fields = text.Split('.');
        foreach (var field in fields)
        {
            var fault = field.Length == 0 ? "IPv4 field must have at least one digit"
                : !field.All(char.IsAsciiDigit) ? "unexpected character"
                : field.Length > 1 && field[0] == '0' ? "IPv4 field has octet with leading zero"
                : field.Length > 3 || int.Parse(field, CultureInfo.InvariantCulture) > 255
                    ? "IPv4 field has value >255"
                : null;
            if (fault is not null)
            {
                return fault;
            }
        }

        return fields.Length < 4 ? "IPv4 address too short" : fields.Length > 4 ? "IPv4 address too long" : null;
    }

    private static bool IsSix(string text)
    {
        var zone = text.IndexOf('%', StringComparison.Ordinal);
        var bare = zone < 0 ? text : text[..zone];
        return bare.All(mark => char.IsAsciiHexDigit(mark) || mark is ':' or '.')
            && bare.Split(':').All(field => field.Length <= 4 || field.Contains('.', StringComparison.Ordinal))
            && (zone < 0 || zone + 1 < text.Length)
            && IPAddress.TryParse(bare, out _);
    }
}
