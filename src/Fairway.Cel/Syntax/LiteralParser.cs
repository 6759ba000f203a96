using System.Globalization;
using System.Text;
using Fairway.Cel.Values;

namespace Fairway.Cel.Syntax;

/// <summary>Reads numbers, strings, bytes, booleans and null.</summary>
internal sealed class LiteralParser(TreeBuilder tree, TokenStream tokens, IssueList issues)
{
    public Expr Read()
    {
        var start = tokens.Current.Start;
        var sign = tokens.TryTake("-") ? "-" : "";
        var token = tokens.Take();
        return tree.Literal(start, ValueOf(token, sign, start));
    }

    private CelValue ValueOf(Token token, string sign, int start) => token.Kind switch
    {
        TokenKind.Int => (CelValue?)Int(token.Text, sign.Length > 0) ?? Wrong(start, "invalid int literal"),
        TokenKind.Uint => (CelValue?)Uint(token.Text[..^1]) ?? Wrong(start, "invalid uint literal"),
        TokenKind.Double => double.Parse(sign + token.Text, CultureInfo.InvariantCulture) is var number
            && double.IsFinite(number) ? new CelDouble(number) : Wrong(start, "invalid double literal"),
        TokenKind.String => Text(token, isBytes: false),
        TokenKind.Bytes => Text(token, isBytes: true),
        _ => token.Text switch
        {
            "true" => CelBool.True,
            "false" => CelBool.False,
            _ => CelNull.Value,
        },
    };

    private static CelInt? Int(string text, bool isNegative)
    {
        if (Magnitude(text) is not { } size)
        {
            return null;
        }

        var value = isNegative ? -(Int128)size : size;
        return value < long.MinValue || value > long.MaxValue ? null : CelInt.Of((long)value);
    }

    private static CelUint? Uint(string text) => Magnitude(text) is { } size ? new CelUint(size) : null;

    private static ulong? Magnitude(string text)
    {
        var isHex = text.StartsWith("0x", StringComparison.Ordinal);
        var style = isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None;
        return ulong.TryParse(isHex ? text[2..] : text, style, CultureInfo.InvariantCulture, out var size)
            ? size
            : null;
    }

    private CelValue Text(Token token, bool isBytes)
    {
        try
        {
            var said = StringReader.Read(token.Text, isBytes);
            return isBytes ? new CelBytes(Encoding.Latin1.GetBytes(said)) : new CelString(said);
        }
        catch (FormatException fault)
        {
            return Wrong(token.Start, fault.Message);
        }
    }

    private CelNull Wrong(int start, string message)
    {
        issues.Add(start, message);
        return CelNull.Value;
    }
}
