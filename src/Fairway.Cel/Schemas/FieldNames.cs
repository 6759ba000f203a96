using System.Collections.Frozen;
using System.Text;

namespace Fairway.Cel.Schemas;

/// <summary>
/// Names of properties as expressions write them: what is no identifier is escaped (<c>a-b</c> is <c>a__dash__b</c>,
/// <c>namespace</c> is <c>__namespace__</c>).
/// </summary>
public static class FieldNames
{
    private static readonly FrozenSet<string> Reserved = new[]
    {
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import",
        "let", "loop", "package", "namespace", "return", "var", "void", "while",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Whether a name is a word of the language.</summary>
    internal static bool IsReserved(string name) => Reserved.Contains(name);

    /// <summary>The name in expressions; null where it has none.</summary>
    public static string? Escape(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            return null;
        }

        if (Reserved.Contains(name))
        {
            return $"__{name}__";
        }

        var escaped = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            var isPair = name[i] == '_' && i + 1 < name.Length && name[i + 1] == '_';
            var part = name[i] switch
            {
                '_' when isPair => "__underscores__",
                '.' => "__dot__",
                '-' => "__dash__",
                '/' => "__slash__",
                '_' => "_",
                var letter when char.IsAsciiLetterOrDigit(letter) => letter.ToString(),
                _ => null,
            };
            if (part is null)
            {
                return null;
            }

            escaped.Append(part);
            i += isPair ? 1 : 0;
        }

        return escaped.ToString();
    }

    /// <summary>The property that a name in expressions means; null where it means none.</summary>
    public static string? Unescape(string escaped)
    {
        if (!escaped.Contains("__", StringComparison.Ordinal))
        {
            return escaped;
        }

        var name = new StringBuilder(escaped.Length);
        for (var i = 0; i < escaped.Length;)
        {
            var end = EndOfEscape(escaped, i);
            if (end < 0)
            {
                name.Append(escaped[i++]);
                continue;
            }

            var word = escaped[(i + 2)..(end - 2)];
            var meant = word switch
            {
                "underscores" => "__",
                "dot" => ".",
                "dash" => "-",
                "slash" => "/",
                _ => Reserved.Contains(word) && end - i == escaped.Length ? word : null,
            };
            if (meant is null)
            {
                return null;
            }

            name.Append(meant);
            i = end;
        }

        return name.ToString();
    }

    /// <summary>Where an escape that begins here ends: two underscores, a word without any, two underscores.</summary>
    private static int EndOfEscape(string text, int start)
    {
        if (!text.AsSpan(start).StartsWith("__"))
        {
            return -1;
        }

        var end = text.IndexOf('_', start + 2);
        return end > start + 2 && text.AsSpan(end).StartsWith("__") ? end + 2 : -1;
    }
}
