using System.Text;

namespace Fairway.Schema.Yaml;

/// <summary>
/// Writes block-style YAML as API servers and Helm print it: two columns a level, lists not indented below their key,
/// long texts folded behind column 80. Who calls says what comes, in order: a scalar, or a map of <see cref="Key"/> and
/// value, or a list of <see cref="Item"/> and value.
/// </summary>
/// <param name="output">Takes the text.</param>
/// <param name="maxLength">More than so many characters are an error.</param>
/// <param name="isPretty">Lists are indented below their key, and long texts are not folded.</param>
public sealed class YamlWriter(StringBuilder output, int maxLength = int.MaxValue, bool isPretty = false)
{
    private const int BestIndent = 2;
    private const int LongestSimpleKey = 128;

    private readonly int bestWidth = isPretty ? int.MaxValue : 80;
    private readonly Stack<int> indents = new();
    private int indent = -1;
    private int column;
    private bool whitespace = true;
    private bool indention = true;
    private bool inMapping;

    /// <summary>Begins a map; one without members is written with <see cref="Plain"/> as <c>{}</c>.</summary>
    public void StartMap()
    {
        indents.Push(indent);
        indent = indent < 0 ? 0 : indent + BestIndent;
    }

    /// <summary>Begins a list; one without items is written with <see cref="Plain"/> as <c>[]</c>.</summary>
    public void StartList()
    {
        indents.Push(indent);
        indent = indent < 0 ? 0 : inMapping && !indention && !isPretty ? indent : indent + BestIndent;
    }

    /// <summary>Ends the innermost map or list.</summary>
    public void End() => indent = indents.Pop();

    public void Key(string name)
    {
        Indent();
        var style = YamlTextStyle.Of(name);
        inMapping = true;
        if (style.Multiline || Encoding.UTF8.GetByteCount(name) > LongestSimpleKey)
        {
            Indicator("?", true, true);
            Text(name);
            Indent();
            Indicator(":", true, true);
        }
        else
        {
            WriteText(name, style, true);
            Indicator(":", false, false);
        }
    }

    public void Item()
    {
        Indent();
        Indicator("-", true, true);
        inMapping = false;
    }

    /// <summary>A number, <c>true</c>, <c>null</c>, <c>{}</c>: written as it is.</summary>
    public void Plain(string text)
    {
        Space();
        Put(text);
        whitespace = indention = false;
    }

    /// <summary>A string, in the style that its content asks for.</summary>
    public void Text(string text) => WriteText(text, YamlTextStyle.Of(text), false);

    /// <summary>Ends the document, and its last line.</summary>
    public void EndDocument() => Indent();

    private void WriteText(string text, YamlTextStyle style, bool isKey)
    {
        // A scalar's further lines stand one level deeper than what holds it.
        var outer = indent;
        indent = indent < 0 ? BestIndent : indent + BestIndent;
        if (text.Contains('\n', StringComparison.Ordinal) ? style.Block && !isKey : false)
        {
            WriteLiteral(text);
        }
        else if (text.Contains('\n', StringComparison.Ordinal) || !YamlScalar.IsPlainString(text) || !style.Single)
        {
            WriteDouble(text, !isKey);
        }
        else if (style.Plain)
        {
            WritePlain(text, !isKey);
        }
        else
        {
            WriteSingle(text, !isKey);
        }

        indent = outer;
    }

    private void WritePlain(string text, bool mayFold)
    {
        Space();
        var afterSpace = false;
        for (var i = 0; i < text.Length; i++)
        {
            var isSpace = text[i] == ' ';
            if (isSpace && mayFold && !afterSpace && column > bestWidth && text[i + 1] != ' ')
            {
                Indent();
            }
            else
            {
                Put(text[i]);
                indention &= isSpace;
            }

            afterSpace = isSpace;
        }

        whitespace = indention = false;
    }

    private void WriteSingle(string text, bool mayFold)
    {
        Indicator("'", true, false);
        var (afterSpace, afterBreak) = (false, false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == ' ')
            {
                if (mayFold && !afterSpace && column > bestWidth && i > 0 && i < text.Length - 1 && text[i + 1] != ' ')
                {
                    Indent();
                }
                else
                {
                    Put(c);
                }

                afterSpace = true;
            }
            else if (YamlTextStyle.IsBreak(c))
            {
                Break(c);
                afterBreak = true;
            }
            else
            {
                if (afterBreak)
                {
                    Indent();
                }

                Put(c == '\'' ? "''" : c.ToString());
                indention = afterSpace = afterBreak = false;
            }
        }

        Indicator("'", false, false);
        whitespace = indention = false;
    }

    private void WriteDouble(string text, bool mayFold)
    {
        Indicator("\"", true, false);
        // Behind a byte order mark at the very beginning Go escapes whatever follows.
        var escapesAll = text is ['\ufeff', ..];
        var afterSpace = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (escapesAll || !YamlTextStyle.IsPrintable(c) || YamlTextStyle.IsBreak(c) || c is '"' or '\\')
            {
                var rune = Rune.TryGetRuneAt(text, i, out var found) ? found : Rune.ReplacementChar;
                Put(YamlEscapes.Escape(rune));
                i += rune.Utf16SequenceLength - 1;
                afterSpace = false;
            }
            else if (c == ' ' && mayFold && !afterSpace && column > bestWidth && i > 0 && i < text.Length - 1)
            {
                Indent();
                if (text[i + 1] == ' ')
                {
                    Put('\\');
                }

                afterSpace = true;
            }
            else
            {
                Put(c);
                afterSpace = c == ' ';
            }
        }

        Indicator("\"", false, false);
        whitespace = indention = false;
    }

    private void WriteLiteral(string text)
    {
        Indicator("|", true, false);
        if (text[0] == ' ' || YamlTextStyle.IsBreak(text[0]))
        {
            Put((char)('0' + BestIndent));
        }

        if (!YamlTextStyle.IsBreak(text[^1]))
        {
            Put('-');
        }
        else if (text.Length == 1 || YamlTextStyle.IsBreak(text[^2]))
        {
            Put('+');
        }

        Break('\n');
        whitespace = true;
        var afterBreak = true;
        foreach (var c in text)
        {
            if (YamlTextStyle.IsBreak(c))
            {
                Break(c);
                afterBreak = true;
                continue;
            }

            if (afterBreak)
            {
                Indent();
            }

            Put(c);
            indention = afterBreak = false;
        }
    }

    private void Indent()
    {
        var wanted = Math.Max(indent, 0);
        if (!indention || column > wanted || (column == wanted && !whitespace))
        {
            Break('\n');
        }

        if (column < wanted)
        {
            Grow(wanted - column);
            output.Append(' ', wanted - column);
            column = wanted;
        }

        whitespace = indention = true;
    }

    private void Indicator(string text, bool needsSpace, bool keepsIndention)
    {
        if (needsSpace)
        {
            Space();
        }

        Put(text);
        whitespace = false;
        indention &= keepsIndention;
    }

    private void Space()
    {
        if (!whitespace)
        {
            Put(' ');
        }
    }

    private void Break(char c)
    {
        Grow(1);
        output.Append(c);
        column = 0;
        indention = true;
    }

    private void Put(char c)
    {
        Grow(1);
        output.Append(c);
        column++;
    }

    private void Put(string text)
    {
        Grow(text.Length);
        output.Append(text);
        column += text.Length;
    }

    private void Grow(int more)
    {
        if (output.Length > maxLength - more)
        {
            throw new YamlFormatException($"yaml: the text is longer than {maxLength} characters");
        }
    }
}
