using Fairway.Cel.Values;

namespace Fairway.Cel.Syntax;

/// <summary>Reads names, literals, calls, and what hangs on them: fields, indexes and members.</summary>
internal sealed class PrimaryParser(Parser parser, TreeBuilder tree, TokenStream tokens, IssueList issues)
{
    private readonly LiteralParser literals = new(tree, tokens, issues);
    private readonly MacroExpander macros = new(tree, issues);

    public Expr Member()
    {
        var operand = Primary();
        var links = 0;
        while (true)
        {
            var next = tokens.IsMark(".") ? Dot(operand) : tokens.IsMark("[") ? Index(operand) : null;
            if (next is null)
            {
                parser.Ascend(links);
                return operand;
            }

            parser.Descend(1);
            links++;
            operand = next;
        }
    }

    private Expr Dot(Expr operand)
    {
        var dot = tokens.Take();
        var isOptional = tokens.TryTake("?");
        var name = tokens.Current;
        if (name.Kind is not (TokenKind.Name or TokenKind.QuotedName))
        {
            tokens.Hopeless(dot);
        }

        tokens.Take();
        if (!isOptional && name.Kind == TokenKind.Name && tokens.IsMark("("))
        {
            var open = tokens.Current;
            return macros.Expand(open.Start, name.Text, operand, Arguments());
        }

        var field = FieldName(name);
        return isOptional
            ? tree.Call(
                dot.Start, Operators.OptionalSelect, operand, tree.Literal(name.Start, new CelString(field)))
            : new Expr.Select(tree.At(dot.Start), operand, field);
    }

    /// <summary>Names in backquotes are refused: API servers of this version have them switched off.</summary>
    private string FieldName(Token name)
    {
        if (name.Kind == TokenKind.QuotedName)
        {
            issues.Add(name.Start, "unsupported syntax: '`'");
        }

        return name.Text;
    }

    private Expr Index(Expr operand)
    {
        var open = tokens.Take();
        tokens.Depth++;
        var function = tokens.TryTake("?") ? Operators.OptionalIndex : Operators.Index;
        var index = parser.Expression();
        tokens.Demand("]");
        tokens.Depth--;
        return tree.Call(open.Start, function, operand, index);
    }

    private Expr Primary()
    {
        var token = tokens.Current;
        switch (token.Kind)
        {
            case TokenKind.Name:
                return IsObject() ? Object("") : NameOrCall("");
            case TokenKind.Mark when token.Text == ".":
                tokens.Take();
                if (tokens.Current.Kind != TokenKind.Name)
                {
                    tokens.Hopeless(token);
                }

                return IsObject() ? Object(".") : NameOrCall(".");
            case TokenKind.Mark when token.Text == "(":
                return Nested();
            case TokenKind.Mark when token.Text == "[":
                return List();
            case TokenKind.Mark when token.Text == "{":
                return Map();
            default:
                return literals.Read();
        }
    }

    private Expr Nested()
    {
        tokens.Take();
        tokens.Depth++;
        var inner = parser.Expression();
        tokens.Demand(")");
        tokens.Depth--;
        return inner;
    }

    private Expr NameOrCall(string dot)
    {
        var name = tokens.Take();
        if (Parser.IsReserved(name.Text))
        {
            issues.Add(name.Start, $"reserved identifier: {name.Text}");
        }

        if (!tokens.IsMark("("))
        {
            return tree.Name(name.Start, dot + name.Text);
        }

        var open = tokens.Current;
        return macros.Expand(open.Start, dot + name.Text, null, Arguments());
    }

    private Expr[] Arguments()
    {
        tokens.Take();
        tokens.Depth++;
        var arguments = new List<Expr>();
        if (!tokens.IsMark(")"))
        {
            tokens.DemandBeginning(")");
            do
            {
                arguments.Add(parser.Expression());
            }
            while (tokens.TryTake(","));
        }

        tokens.Demand(")");
        tokens.Depth--;
        return [.. arguments];
    }

    private Expr List()
    {
        var open = tokens.Take();
        var elements = new List<Expr>();
        var optional = new List<bool>();
        Each("]", () =>
        {
            optional.Add(tokens.TryTake("?"));
            elements.Add(parser.Expression());
        });
        return new Expr.ListOf(tree.At(open.Start), [.. elements], [.. optional]);
    }

    private Expr Map()
    {
        var open = tokens.Take();
        var entries = new List<Expr.Entry>();
        Each("}", () =>
        {
            var isOptional = tokens.TryTake("?");
            var key = parser.Expression();
            var colon = tokens.Demand(":");
            entries.Add(new Expr.Entry(tree.At(colon.Start), key, parser.Expression(), isOptional));
        });
        return new Expr.MapOf(tree.At(open.Start), [.. entries]);
    }

    /// <summary>Whether a name of a type and a brace come here.</summary>
    private bool IsObject()
    {
        var ahead = 1;
        while (tokens.Peek(ahead) is { Kind: TokenKind.Mark, Text: "." }
            && tokens.Peek(ahead + 1).Kind == TokenKind.Name)
        {
            ahead += 2;
        }

        return tokens.Peek(ahead) is { Kind: TokenKind.Mark, Text: "{" };
    }

    private Expr Object(string name)
    {
        while (!tokens.IsMark("{"))
        {
            name += tokens.Take().Text;
        }

        var open = tokens.Take();
        var members = new List<Expr.Member>();
        Each("}", () =>
        {
            var isOptional = tokens.TryTake("?");
            var field = tokens.Current;
            if (field.Kind is not (TokenKind.Name or TokenKind.QuotedName))
            {
                tokens.Mismatch(isOptional
                    ? "{IDENTIFIER, ESC_IDENTIFIER}"
                    : "{'}', ',', '?', IDENTIFIER, ESC_IDENTIFIER}");
            }

            tokens.Take();
            var text = FieldName(field);
            var colon = tokens.Demand(":");
            members.Add(new Expr.Member(tree.At(colon.Start), text, parser.Expression(), isOptional));
        });
        return new Expr.ObjectOf(tree.At(open.Start), name, [.. members]);
    }

    /// <summary>Parts between commas, up to a bracket; a comma may stand before it.</summary>
    private void Each(string close, Action part)
    {
        tokens.Depth++;
        while (!tokens.IsMark(close))
        {
            if (tokens.IsMark(",") && tokens.Peek(1) is { Kind: TokenKind.Mark } after && after.Text == close)
            {
                tokens.Take();
                break;
            }

            part();
            if (!tokens.IsMark(close) && !tokens.TryTake(","))
            {
                tokens.Hopeless(tokens.Current);
            }
        }

        tokens.Demand(close);
        tokens.Depth--;
    }
}
