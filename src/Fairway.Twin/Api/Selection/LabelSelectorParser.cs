using System.Globalization;
using System.Text.Json.Nodes;
using Fairway.Twin.Api.Errors;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Selection;

/// <summary>
/// The grammar of label selectors in queries. Texts of errors are the reference server's, as people search for them.
/// </summary>
internal sealed class LabelSelectorParser(string text)
{
    private const string Start = "!, identifier, or 'end of string'";
    private int at;

    /// <exception cref="ApiFailure">400: what was found, and what was expected.</exception>
    public List<LabelRequirement> Parse()
    {
        var found = new List<LabelRequirement>();
        while (Peek() is { Length: > 0 } token)
        {
            if (token != "!" && !IsIdentifier(token))
            {
                throw Fail($"found '{token}', expected: {Start}");
            }

            found.Add(Requirement());
            var next = Take();
            if (next.Length == 0)
            {
                break;
            }

            if (next != ",")
            {
                throw Fail($"found '{next}', expected: ',' or 'end of string'");
            }

            if (Peek() is var after && after != "!" && !IsIdentifier(after))
            {
                throw Fail($"found '{after}', expected: identifier after ','");
            }
        }

        return found;
    }

    private static ApiFailure Fail(string message) => ApiFailure.BadRequest(message);

    private static ApiFailure Unparsed(string message) => Fail($"unable to parse requirement: {message}");

    private static bool IsIdentifier(string token) => token.Length > 0 && !IsSymbol(token[0]);

    private static bool IsSymbol(char c) => c is '=' or '!' or '(' or ')' or ',' or '<' or '>';

    private LabelRequirement Requirement()
    {
        var negated = Peek() == "!";
        if (negated)
        {
            Take();
        }

        var key = Take();
        CheckKey(key);
        if (negated || Peek() is "" or ",")
        {
            return new LabelRequirement(key, negated ? LabelOperator.Absent : LabelOperator.Exists, []);
        }

        var sign = Take();
        return sign switch
        {
            "=" or "==" => WithValue(key, LabelOperator.In),
            "!=" => WithValue(key, LabelOperator.NotIn),
            "in" => new LabelRequirement(key, LabelOperator.In, Values()),
            "notin" => new LabelRequirement(key, LabelOperator.NotIn, Values()),
            ">" or "gt" => WithNumber(key, LabelOperator.Above),
            "<" or "lt" => WithNumber(key, LabelOperator.Below),
            _ => throw Unparsed($"found '{sign}', expected: in, notin, =, ==, !=, gt, lt"),
        };
    }

    private static void CheckKey(string key)
    {
        if (NameRules.QualifiedName(key) is { } problem)
        {
            throw Unparsed($"key: Invalid value: {Quote(key)}: {problem}");
        }
    }

    private LabelRequirement WithValue(string key, LabelOperator sign) => new(key, sign, [Value()]);

    private LabelRequirement WithNumber(string key, LabelOperator sign)
    {
        var value = Value();
        return long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? new LabelRequirement(key, sign, [value])
            : throw Unparsed(
                $"values[0]: Invalid value: {Quote(value)}: for 'Gt', 'Lt' operators, the value must be an integer");
    }

    private string Value()
    {
        if (Peek() is "" or ",")
        {
            return "";
        }

        var value = Take();
        return IsIdentifier(value) ? Checked(value) : throw Unparsed($"found '{value}', expected: identifier");
    }

    private static string Checked(string value) => NameRules.LabelValue(value) is { } problem
        ? throw Unparsed($"values[0]: Invalid value: {Quote(value)}: {problem}")
        : value;

    private string[] Values()
    {
        if (Take() is var open && open != "(")
        {
            throw Unparsed($"found '{open}' expected: '('");
        }

        var values = new List<string>();
        for (var expectValue = true; ; expectValue = !expectValue)
        {
            var token = Take();
            switch (token)
            {
                case ")":
                    // An empty value counts where a comma or nothing stands before the bracket: "in ()" selects the
                    // empty string.
                    return [.. expectValue ? values.Append("") : values];
                case "," when expectValue:
                    values.Add("");
                    expectValue = false;
                    break;
                case "," or { Length: > 0 } when token == "," || (expectValue && IsIdentifier(token)):
                    if (token != ",")
                    {
                        values.Add(Checked(token));
                    }

                    break;
                default:
                    throw Unparsed($"found '{token}', expected: ',' or ')'");
            }
        }
    }

    private string Peek()
    {
        var mark = at;
        var token = Take();
        at = mark;
        return token;
    }

    private string Take()
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        if (at == text.Length)
        {
            return "";
        }

        var start = at;
        if (IsSymbol(text[at]))
        {
            at++;
            if (at < text.Length && text[at] == '=' && text[start] is '=' or '!')
            {
                at++;
            }

            return text[start..at];
        }

        while (at < text.Length && !IsSymbol(text[at]) && !char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return text[start..at];
    }

    private static string Quote(string value) => JsonValue.Create(value).ToJsonString();
}
