using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using SharpYaml;
using SharpYaml.Events;

namespace Fairway.Schema.Yaml;

/// <summary>Plain scalars as YAML 1.1 has them in Go: what is a boolean, a number, nothing, or a string.</summary>
public static partial class YamlScalar
{
    private const string StringTag = "tag:yaml.org,2002:str";
    private const string BinaryTag = "tag:yaml.org,2002:binary";

    /// <summary>True where the text, written plainly, is read back as a string.</summary>
    public static bool IsPlainString(string text) =>
        text.Length > 0
        && (!MayBeOther(text[0])
            || (Word(text) == Meaning.Text && !IsNumber(text) && !IsTimestamp(text) && !SexagesimalText().IsMatch(text)
                && !IsInfinite(text)));

    internal static JsonNode? Read(Scalar scalar)
    {
        var text = scalar.Value;
        if (scalar.Tag == BinaryTag)
        {
            return FromBinary(text, scalar.Start.Line + 1);
        }

        return scalar.Tag == StringTag || (scalar.Style != ScalarStyle.Plain && scalar.Tag is null)
            ? text
            : Resolve(text);
    }

    /// <summary>The name that a key becomes in JSON: <c>yes</c> is <c>true</c>, <c>0x10</c> is <c>16</c>.</summary>
    internal static string KeyText(Scalar key) => Read(key) switch
    {
        null => "null",
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var other => other.ToJsonString(),
    };

    private static string FromBinary(string text, int line)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length)
            ? Encoding.UTF8.GetString(bytes, 0, length)
            : throw new YamlFormatException($"yaml: line {line}: !!binary value contains invalid base64 data", line);
    }

    private enum Meaning
    {
        Text,
        Null,
        True,
        False,
    }

    private static JsonNode? Resolve(string text) => Word(text) switch
    {
        Meaning.Null => null,
        Meaning.True => true,
        Meaning.False => false,
        _ => IsInfinite(text)
            ? throw new YamlFormatException($"yaml: {text} has no place in JSON; write a finite number or quote it")
            : Number(text) ?? JsonValue.Create(text),
    };

    private static Meaning Word(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => Meaning.Null,
        "y" or "Y" or "yes" or "Yes" or "YES" or "true" or "True" or "TRUE" or "on" or "On" or "ON" => Meaning.True,
        "n" or "N" or "no" or "No" or "NO" or "false" or "False" or "FALSE" or "off" or "Off" or "OFF" => Meaning.False,
        _ => Meaning.Text,
    };

    private static bool IsInfinite(string text) => text is ".nan" or ".NaN" or ".NAN"
        || text.TrimStart('+', '-') is ".inf" or ".Inf" or ".INF";

    private static bool MayBeOther(char first) =>
        char.IsAsciiDigit(first) || "+-.yYnNtTfFoO~".Contains(first, StringComparison.Ordinal);

    private static bool IsNumber(string text) => Number(text) is not null;

    private static JsonValue? Number(string text)
    {
        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('-' or '+' or '.'))
        {
            return null;
        }

        var plain = text[0] == '.' ? text : text.Replace("_", "", StringComparison.Ordinal);
        return Integer(plain) ?? (FloatText().IsMatch(plain) ? Float(plain) : null);
    }

    private static JsonValue? Float(string plain) =>
        double.TryParse(plain, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
            ? JsonValue.Create(real)
            : null;

    /// <summary>Decimal, and with a prefix hexadecimal, binary and octal, for which a leading zero will do.</summary>
    private static JsonValue? Integer(string plain)
    {
        var negative = plain.StartsWith('-');
        var digits = plain is ['+' or '-', ..] ? plain.AsSpan(1) : plain;
        var (radix, skip) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16, 2),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', 'o' or 'O', ..] => (8, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };
        var body = digits[skip..];
        UInt128 value = 0;
        foreach (var c in body)
        {
            var digit = char.IsAsciiHexDigit(c) ? Convert.ToInt32(c.ToString(), 16) : 99;
            if (digit >= radix || value > ulong.MaxValue)
            {
                return null;
            }

            value = (value * (uint)radix) + (uint)digit;
        }

        return body.IsEmpty || value > ulong.MaxValue ? null
            : negative && value <= 1UL << 63 ? JsonValue.Create(unchecked(-(long)value))
            : !negative && value <= long.MaxValue ? JsonValue.Create((long)value)
            : negative ? null
            : JsonValue.Create((double)value);
    }

    private static bool IsTimestamp(string text)
    {
        var match = TimestampText().Match(text);
        return match.Success
            && DateOnly.TryParseExact(
                $"{match.Groups[1].Value}-{match.Groups[2].Value}-{match.Groups[3].Value}", "yyyy-M-d",
                CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex FloatText();

    // Base 60 was dropped in YAML 1.2; it is written quoted, and read as a string.
    [GeneratedRegex(@"^[-+]?[0-9][0-9_]*(:[0-5]?[0-9])+(\.[0-9_]*)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex SexagesimalText();

    [GeneratedRegex(
        @"^([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(([Tt]|\x20)([01]?[0-9]|2[0-3]):[0-5]?[0-9]:[0-5]?[0-9]([.,][0-9]+)?"
            + @"(Z|[-+][0-9]{2}:[0-9]{2})?)?\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex TimestampText();
}
