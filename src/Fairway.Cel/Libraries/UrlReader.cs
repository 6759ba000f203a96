using System.Text;
using Fairway.Cel.Functions;

namespace Fairway.Cel.Libraries;

/// <summary>Reads URLs of requests as Go's <c>net/url</c> does: absolute ones and absolute paths.</summary>
internal static class UrlReader
{
    private const string Unreserved = "-_.~";
    private const string InPath = "$&+,/:;=@!'()*[]";
    private const string InUser = "-._:~!$&'()*+,;=%@";
    private const string InHost = "!$&'()*+,;=:[]<>\"-_.~%";

    /// <summary>The parts, or what is wrong.</summary>
    public static (UrlParts? Parts, string? Fault) Read(string text)
    {
        var fault = TryRead(text, out var parts);
        return fault is null ? (parts, null) : (null, $"parse {Quoted.Go(text)}: {fault}");
    }

    private static string? TryRead(string text, out UrlParts? parts)
    {
        parts = null;
        if (text.Any(mark => mark < ' ' || mark == '\u007f'))
        {
            return "net/url: invalid control character in URL";
        }

        if (text.Length == 0)
        {
            return "empty url";
        }

        if (SplitScheme(text, out var scheme, out var rest) is { } noScheme)
        {
            return noScheme;
        }

        var hash = rest.IndexOf('#', StringComparison.Ordinal);
        rest = hash >= 0 ? rest[..hash] : rest;
        var mark = rest.IndexOf('?', StringComparison.Ordinal);
        var query = mark >= 0 ? rest[(mark + 1)..] : "";
        rest = mark >= 0 ? rest[..mark] : rest;
        if (!rest.StartsWith('/'))
        {
            if (scheme.Length == 0)
            {
                return "invalid URI for request";
            }

            // Opaque: mailto:somebody.
            parts = new UrlParts(text, scheme, "", "", query);
            return null;
        }

        var host = "";
        if (rest.StartsWith("//", StringComparison.Ordinal)
            && (scheme.Length > 0 || !rest.StartsWith("///", StringComparison.Ordinal)))
        {
            var end = rest.IndexOf('/', 2);
            host = end < 0 ? rest[2..] : rest[2..end];
            rest = end < 0 ? "" : rest[end..];
        }

        if (Authority(ref host) is { } badHost)
        {
            return badHost;
        }

        if (BadEscape(rest) is { } escape)
        {
            return $"invalid URL escape {Quoted.Go(escape)}";
        }

        parts = new UrlParts(text, scheme, host, EscapePath(rest), query);
        return null;
    }

    private static string? SplitScheme(string text, out string scheme, out string rest)
    {
        scheme = "";
        rest = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsAsciiLetter(text[i]) || (i > 0 && (char.IsAsciiDigit(text[i]) || text[i] is '+' or '-' or '.')))
            {
                continue;
            }

            if (text[i] == ':')
            {
                if (i == 0)
                {
                    return "missing protocol scheme";
                }

                scheme = text[..i].ToLowerInvariant();
                rest = text[(i + 1)..];
            }

            return null;
        }

        return null;
    }

    private static string? Authority(ref string host)
    {
        var at = host.LastIndexOf('@');
        if (at >= 0 && !host[..at].All(mark => IsOneOf(mark, InUser)))
        {
            return "net/url: invalid userinfo";
        }

        host = host[(at + 1)..];
        var portStart = host.LastIndexOf(':');
        if (host.StartsWith('['))
        {
            var close = host.LastIndexOf(']');
            if (close < 0)
            {
                return "missing ']' in host";
            }

            portStart = host.Length > close + 1 ? close + 1 : -1;
        }

        if (portStart >= 0 && (host[portStart] != ':' || !host[(portStart + 1)..].All(char.IsAsciiDigit)))
        {
            return $"invalid port {Quoted.Go(host[portStart..])} after host";
        }

        foreach (var mark in host)
        {
            if (mark < 0x80 && !IsOneOf(mark, InHost))
            {
                return $"invalid character {Quoted.Go(mark.ToString())} in host name";
            }
        }

        if (BadEscape(host) is { } escape)
        {
            return $"invalid URL escape {Quoted.Go(escape)}";
        }

        host = Uri.UnescapeDataString(host);
        return null;
    }

    private static string? BadEscape(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
            {
                return text[i..Math.Min(i + 3, text.Length)];
            }
        }

        return null;
    }

    /// <summary>A path that is escaped well stays; else all that cannot stand in it is escaped.</summary>
    private static string EscapePath(string path)
    {
        if (path.All(mark => IsPlain(mark) || mark == '%'))
        {
            return path;
        }

        var escaped = new StringBuilder();
        foreach (var unit in Encoding.UTF8.GetBytes(Uri.UnescapeDataString(path)))
        {
            if (unit < 0x80 && IsPlain((char)unit) && unit is not ((byte)'[' or (byte)']'))
            {
                escaped.Append((char)unit);
            }
            else
            {
                escaped.Append('%').Append(unit.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
            }
        }

        return escaped.ToString();
    }

    private static bool IsPlain(char mark) => IsOneOf(mark, Unreserved) || IsOneOf(mark, InPath);

    private static bool IsOneOf(char mark, string others) =>
        char.IsAsciiLetterOrDigit(mark) || others.Contains(mark, StringComparison.Ordinal);
}
