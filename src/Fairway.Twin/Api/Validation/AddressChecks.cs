using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Fairway.Twin.Api.Validation;

/// <summary>
/// IP addresses and ranges of them, as strictly as a server of 1.36 takes them (StrictIPCIDRValidation); texts are the
/// reference server's.
/// </summary>
internal static class AddressChecks
{
    private const string NotAddress = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
    private const string NotRange = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";
    private const int OctetsOfV4 = 4;

    /// <summary>An address in any form, without leading zeros. Whether it is good.</summary>
    public static bool Address(Field field)
    {
        var parsed = Parse(field.Text, out var hasZeros);
        field.Check(parsed is null ? NotAddress
            : hasZeros ? "must not have leading 0s"
            : parsed.IsIPv4MappedToIPv6 ? "must not be an IPv4-mapped IPv6 address" : null);
        return parsed is not null && !hasZeros && !parsed.IsIPv4MappedToIPv6;
    }

    /// <summary>What is wrong with an address that must be in the one canonical form; null where nothing is.</summary>
    public static string? Canonical(string text) => Parse(text, out var hasZeros) is not { } parsed ? NotAddress
        : hasZeros ? "must not have leading 0s"
        : parsed.IsIPv4MappedToIPv6 ? "must not be an IPv4-mapped IPv6 address"
        : text != parsed.ToString() ? $"must be in canonical form (\"{parsed}\")" : null;

    /// <summary>An address at which something may be reached: neither loopback nor of the link.</summary>
    public static void Endpoint(Field field)
    {
        if (Parse(field.Text, out _) is not { } address)
        {
            return;
        }

        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            field.Invalid($"may not be unspecified ({field.Text})");
        }

        if (IPAddress.IsLoopback(address))
        {
            field.Invalid("may not be in the loopback range (127.0.0.0/8, ::1/128)");
        }

        var bytes = address.GetAddressBytes();
        if (address.IsIPv6LinkLocal || (bytes.Length == OctetsOfV4 && bytes is [169, 254, ..]))
        {
            field.Invalid("may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        }

        if (bytes is [224, 0, 0, _] || (bytes.Length > OctetsOfV4 && bytes is [0xFF, 2, ..]))
        {
            field.Invalid("may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
        }
    }

    /// <summary>Whether the text is an address, and of version 4.</summary>
    public static bool IsV4(string text) => Parse(text, out _)?.AddressFamily == AddressFamily.InterNetwork;

    /// <summary>Whether the text is an address, and of version 6.</summary>
    public static bool IsV6(string text) => Parse(text, out _)?.AddressFamily == AddressFamily.InterNetworkV6;

    /// <summary>Whether the text is an address of either version.</summary>
    public static bool IsAddress(string text) => Parse(text, out _) is not null;

    /// <summary>What is wrong with a range in any form; null where nothing is.</summary>
    public static string? Range(string text)
    {
        if (ParseRange(text) is not { } range)
        {
            return NotRange;
        }

        var slash = text.IndexOf('/', StringComparison.Ordinal);
        Parse(text[..slash], out var hasZeros);
        return hasZeros || (text.Length > slash + 2 && text[slash + 1] == '0')
            ? "must not have leading 0s in IP or prefix length"
            : range.Address.IsIPv4MappedToIPv6 ? "must not have an IPv4-mapped IPv6 address"
            : range.HasHostBits ? "must not have bits set beyond the prefix length" : null;
    }

    /// <summary>What is wrong with a range that must be in the one canonical form; null where nothing is.</summary>
    public static string? CanonicalRange(string text) => Range(text) ?? (ParseRange(text) is { } range
        && string.Create(CultureInfo.InvariantCulture, $"{range.Address}/{range.Prefix}") is var canonical
        && canonical != text ? $"must be in canonical form (\"{canonical}\")" : null);

    /// <summary>Whether one range is within another and smaller; false where either cannot be read.</summary>
    public static bool IsStrictSubset(string inner, string outer) =>
        ParseRange(inner) is { } small && ParseRange(outer) is { } large
        && small.Prefix > large.Prefix
        && small.Address.AddressFamily == large.Address.AddressFamily
        && new IPNetwork(Masked(large.Address, large.Prefix), large.Prefix).Contains(small.Address);

    private static (IPAddress Address, int Prefix, bool HasHostBits)? ParseRange(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || Parse(text[..slash], out _) is not { } address
            || !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var prefix))
        {
            return null;
        }

        var bits = address.GetAddressBytes().Length * 8;
        return prefix > bits ? null : (address, prefix, !Masked(address, prefix).Equals(address));
    }

    private static IPAddress Masked(IPAddress address, int prefix)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(prefix - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xFF << (8 - kept));
        }

        return new IPAddress(bytes);
    }

    /// <summary>Reads an address; leading zeros of octets are read over, and told.</summary>
    private static IPAddress? Parse(string text, out bool hasZeros)
    {
        hasZeros = false;
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return text.All(c => char.IsAsciiHexDigit(c) || c is ':' or '.') && IPAddress.TryParse(text, out var v6)
                ? v6
                : null;
        }

        var octets = text.Split('.');
        if (octets.Length != OctetsOfV4)
        {
            return null;
        }

        var bytes = new byte[OctetsOfV4];
        for (var i = 0; i < OctetsOfV4; i++)
        {
            if (!byte.TryParse(octets[i], NumberStyles.None, CultureInfo.InvariantCulture, out bytes[i]))
            {
                return null;
            }

            hasZeros |= octets[i].Length > 1 && octets[i][0] == '0';
        }

        return new IPAddress(bytes);
    }
}
