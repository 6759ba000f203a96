using System.Text;

namespace Fairway.Charts.Values;

/// <summary>A URL in the parts in which Go's <c>net/url</c> has it. Texts are bytes.</summary>
internal sealed record GoUrl
{
    public string Scheme { get; init; } = "";

    public string Opaque { get; init; } = "";

    /// <summary>Name and password as they are written; null where there are none.</summary>
    public string? User { get; init; }

    public string Host { get; init; } = "";

    public string Path { get; init; } = "";

    public string Query { get; init; } = "";

    public string Fragment { get; init; } = "";

    /// <summary>Without its port and its brackets.</summary>
    public string HostName
    {
        get
        {
            var end = Host.StartsWith('[') ? Host.LastIndexOf(']') : Host.LastIndexOf(':');
            return Host.StartsWith('[') ? Host[1..Math.Max(end, 1)] : end < 0 ? Host : Host[..end];
        }
    }

    /// <exception cref="GoError">It is no URL.</exception>
    public static GoUrl Parse(string text)
    {
        try
        {
            return Read(text);
        }
        catch (FormatException fault)
        {
            throw new GoError($"parse {GoQuote.Quote(text)}: {fault.Message}");
        }
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(Scheme.Length > 0 ? $"{Scheme}:" : "");
        if (Opaque.Length > 0)
        {
            text.Append(Opaque);
        }
        else
        {
            var hasAuthority = Host.Length > 0 || User is not null
                || (Scheme.Length > 0 && Path.StartsWith("//", StringComparison.Ordinal));
            text.Append(hasAuthority ? "//" : "").Append(User is null ? "" : $"{User}@").Append(EscapedHost());
            text.Append(Path.Length > 0 && Path[0] != '/' && Host.Length > 0 ? "/" : "").Append(EscapedPath(text));
        }

        text.Append(Query.Length > 0 ? $"?{Query}" : "");
        return text.Append(Fragment.Length > 0 ? $"#{Escape(Fragment, "$&+,/:;=?@!()*")}" : "").ToString();
    }

    private static GoUrl Read(string text)
    {
        if (text.Any(c => c is < ' ' or '\x7f'))
        {
            throw new FormatException("net/url: invalid control character in URL");
        }

        var (rest, fragment) = Cut(text, '#');
        var (scheme, after) = SchemeOf(rest);
        var (body, query) = Cut(after, '?');
        var url = new GoUrl { Scheme = scheme.ToLowerInvariant(), Query = query, Fragment = Unescape(fragment) };
        if (!body.StartsWith('/') && scheme.Length > 0)
        {
            return url with { Opaque = body };
        }

        if (!body.StartsWith('/') && Cut(body, '/').Before.Contains(':', StringComparison.Ordinal))
        {
            throw new FormatException("first path segment in URL cannot contain colon");
        }

        if (!body.StartsWith("//", StringComparison.Ordinal)
            || (scheme.Length == 0 && body.StartsWith("///", StringComparison.Ordinal)))
        {
            return url with { Path = Unescape(body) };
        }

        var end = body.IndexOf('/', 2);
        var authority = end < 0 ? body[2..] : body[2..end];
        var at = authority.LastIndexOf('@');
        return url with
        {
            User = at < 0 ? null : authority[..at],
            Host = CheckedHost(authority[(at + 1)..]),
            Path = end < 0 ? "" : Unescape(body[end..]),
        };
    }

    private static (string Before, string After) Cut(string text, char mark)
    {
        var at = text.IndexOf(mark, StringComparison.Ordinal);
        return at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
    }

    private static (string Scheme, string Tail) SchemeOf(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ':')
            {
                return i > 0 ? (text[..i], text[(i + 1)..]) : throw new FormatException("missing protocol scheme");
            }

            if (!char.IsAsciiLetter(c) && (i == 0 || (!char.IsAsciiDigit(c) && c is not ('+' or '-' or '.'))))
            {
                break;
            }
        }

        return ("", text);
    }

    private static string CheckedHost(string host)
    {
        if (host.StartsWith('[') && !host.Contains(']', StringComparison.Ordinal))
        {
            throw new FormatException("missing ']' in host");
        }

        var port = host.StartsWith('[') ? host.IndexOf("]:", StringComparison.Ordinal) + 1 : host.LastIndexOf(':');
        if (port > 0 && !host[(port + 1)..].All(char.IsAsciiDigit))
        {
            throw new FormatException($"invalid port {GoQuote.Quote(host[port..])} after host");
        }

        return Unescape(host);
    }

    private static string Unescape(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '%')
            {
                plain.Append(text[i]);
                continue;
            }

            var digits = text.AsSpan(i + 1, Math.Min(2, text.Length - i - 1));
            if (digits.Length < 2 || !char.IsAsciiHexDigit(digits[0]) || !char.IsAsciiHexDigit(digits[1]))
            {
                throw new FormatException($"invalid URL escape {GoQuote.Quote($"%{digits}")}");
            }

            plain.Append((char)Convert.FromHexString(digits)[0]);
            i += 2;
        }

        return plain.ToString();
    }

    private string EscapedHost() => Escape(Host, "!$&'()*+,;=:[]<>\"");

    private string EscapedPath(StringBuilder before)
    {
        var first = Path.Split('/')[0];
        var escaped = Escape(Path, "$&+,/:;=@");
        return before.Length == 0 && first.Contains(':', StringComparison.Ordinal) ? $"./{escaped}" : escaped;
    }

    private static string Escape(string text, string plain)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            escaped.Append(
                char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '~'
                    || plain.Contains(c, StringComparison.Ordinal)
                    ? c.ToString()
                    : $"%{(int)c:X2}");
        }

        return escaped.ToString();
    }
}
