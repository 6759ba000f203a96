using Fairway.Charts.Functions;
using Fairway.Charts.Values;

namespace Fairway.Charts.Templates.Parsing;

/// <summary>Parses what stands inside an action.</summary>
internal sealed class PipelineParser(TokenReader tokens, FunctionTable functions)
{
    private const int MostDepth = 100;
    private int depth;

    /// <summary>The variables that may be used here, the innermost last.</summary>
    public List<string> Variables { get; set; } = ["$"];

    public PipeNode Pipeline(string context, TokenKind end)
    {
        if (++depth > MostDepth)
        {
            throw tokens.Fault($"parentheses are nested more than {MostDepth} deep");
        }

        var start = tokens.PeekNonSpace().Position;
        var (declared, isAssign) = Declarations(context);
        var commands = new List<CommandNode>();
        while (true)
        {
            var token = tokens.NextNonSpace();
            if (token.Kind == end)
            {
                Check(commands, context);
                depth--;
                return new PipeNode(start, isAssign, [.. declared], [.. commands]);
            }

            if (!StartsOperand(token.Kind))
            {
                throw tokens.Unexpected(token, context);
            }

            tokens.BackUp();
            commands.Add(Command());
        }
    }

    private static bool StartsOperand(TokenKind kind) => kind is TokenKind.Bool or TokenKind.CharacterConstant
        or TokenKind.Dot or TokenKind.Field or TokenKind.Identifier or TokenKind.Number or TokenKind.Nil
        or TokenKind.RawString or TokenKind.String or TokenKind.Variable or TokenKind.LeftParen;

    private (List<string> Names, bool IsAssign) Declarations(string context)
    {
        var names = new List<string>();
        while (tokens.PeekNonSpace().Kind == TokenKind.Variable)
        {
            var place = tokens.Place;
            var variable = tokens.Next();
            var next = tokens.PeekNonSpace();
            if (next.Kind is TokenKind.Assign or TokenKind.Declare)
            {
                tokens.NextNonSpace();
                names.Add(variable.Text);
                Variables.Add(variable.Text);
                return (names, next.Kind == TokenKind.Assign);
            }

            if (next is not { Kind: TokenKind.Character, Text: "," })
            {
                tokens.Place = place;
                break;
            }

            tokens.NextNonSpace();
            names.Add(variable.Text);
            Variables.Add(variable.Text);
            if (context != "range" || names.Count > 1)
            {
                throw tokens.Fault($"too many declarations in {context}");
            }

            if (tokens.PeekNonSpace().Kind
                is not (TokenKind.Variable or TokenKind.RightDelimiter or TokenKind.RightParen))
            {
                throw tokens.Fault("range can only initialize variables");
            }
        }

        return (names, false);
    }

    /// <summary>Only the first command may be something that cannot be called.</summary>
    private void Check(List<CommandNode> commands, string context)
    {
        if (commands.Count == 0)
        {
            throw tokens.Fault($"missing value for {context}");
        }

        for (var i = 1; i < commands.Count; i++)
        {
            if (commands[i].Arguments.Span[0] is BoolNode or DotNode or NilNode or NumberNode or StringNode)
            {
                throw tokens.Fault($"non executable command in pipeline stage {i + 1}");
            }
        }
    }

    private CommandNode Command()
    {
        var start = tokens.PeekNonSpace().Position;
        var arguments = new List<Node>();
        while (true)
        {
            tokens.PeekNonSpace();
            if (Operand() is { } operand)
            {
                arguments.Add(operand);
            }

            var token = tokens.Next();
            if (token.Kind == TokenKind.Space)
            {
                continue;
            }

            if (token.Kind is TokenKind.RightDelimiter or TokenKind.RightParen)
            {
                tokens.BackUp();
            }
            else if (token.Kind != TokenKind.Pipe)
            {
                throw tokens.Unexpected(token, "operand");
            }

            return arguments.Count > 0
                ? new CommandNode(start, [.. arguments])
                : throw tokens.Fault("empty command");
        }
    }

    /// <summary>A term and the fields behind it; null where none begins.</summary>
    private Node? Operand()
    {
        var node = Term();
        if (node is null || tokens.Peek().Kind != TokenKind.Field)
        {
            return node;
        }

        var position = tokens.Peek().Position;
        var fields = new List<string>();
        while (tokens.Peek().Kind == TokenKind.Field)
        {
            fields.Add(tokens.Next().Text[1..]);
        }

        return node switch
        {
            FieldNode first => new FieldNode(position, [.. first.Fields, .. fields]),
            VariableNode variable => new VariableNode(position, variable.Name, [.. variable.Fields, .. fields]),
            BoolNode or StringNode or NumberNode or NilNode or DotNode =>
                throw tokens.Fault($"unexpected . after term {GoQuote.Quote(node.ToString()!)}"),
            _ => new ChainNode(position, node, [.. fields]),
        };
    }

    private Node? Term()
    {
        var token = tokens.NextNonSpace();
        switch (token.Kind)
        {
            case TokenKind.Identifier:
                if (FunctionTable.IsNew(token.Text))
                {
                    tokens.NoteNew(token.Text);
                }

                return functions.Find(token.Text) is { } function
                    ? new FunctionNode(token.Position, function)
                    : throw tokens.Fault($"function {GoQuote.Quote(token.Text)} not defined");
            case TokenKind.Dot:
                return new DotNode(token.Position);
            case TokenKind.Nil:
                return new NilNode(token.Position);
            case TokenKind.Variable:
                return Variables.Contains(token.Text)
                    ? new VariableNode(token.Position, token.Text, [])
                    : throw tokens.Fault($"undefined variable {GoQuote.Quote(token.Text)}");
            case TokenKind.Field:
                return new FieldNode(token.Position, [token.Text[1..]]);
            case TokenKind.Bool:
                return new BoolNode(token.Position, token.Text == "true");
            case TokenKind.CharacterConstant or TokenKind.Number:
                return Number(token);
            case TokenKind.LeftParen:
                return Pipeline("parenthesized pipeline", TokenKind.RightParen);
            case TokenKind.String or TokenKind.RawString:
                return new StringNode(
                    token.Position, token.Text,
                    GoQuote.Unquote(token.Text) ?? throw tokens.Fault("invalid syntax"));
            default:
                tokens.BackUp();
                return null;
        }
    }

    private NumberNode Number(Token token)
    {
        if (token.Kind == TokenKind.Number && token.Text.EndsWith('i'))
        {
            var complex = GoNumberConstant.ReadComplex(token.Text)
                ?? throw tokens.Fault($"illegal number syntax: {GoQuote.Quote(token.Text)}");
            return new NumberNode(token.Position, token.Text, complex);
        }

        return new NumberNode(
            token.Position, token.Text,
            (token.Kind == TokenKind.Number ? GoNumberConstant.Read(token.Text) : Character(token.Text))
                ?? throw tokens.Fault(
                    token.Kind == TokenKind.Number
                        ? $"illegal number syntax: {GoQuote.Quote(token.Text)}"
                        : $"malformed character constant: {token.Text}"));
    }

    private static GoNumberConstant? Character(string constant)
    {
        var bytes = GoQuote.Unquote(constant) ?? "";
        if (bytes.Length == 1)
        {
            return GoNumberConstant.OfCharacter(bytes[0]);
        }

        var text = ByteText.ToUnicode(bytes);
        return text.Length > 0 && System.Text.Rune.GetRuneAt(text, 0) is var rune
            && rune.Utf16SequenceLength == text.Length
            ? GoNumberConstant.OfCharacter(rune.Value)
            : null;
    }
}
