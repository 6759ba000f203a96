using Fairway.Charts.Functions;
using Fairway.Charts.Values;

namespace Fairway.Charts.Templates.Parsing;

/// <summary>Parses a file into its templates: itself, and those that it defines.</summary>
internal sealed class TemplateParser
{
    // Deeper than any template; bounds the recursion over hostile input.
    private const int MostDepth = 200;

    private readonly SourceText source;
    private readonly TokenReader tokens;
    private readonly PipelineParser pipelines;
    private readonly List<ParsedTemplate> parsed = [];
    private int rangeDepth;
    private int depth;

    private TemplateParser(SourceText source, FunctionTable functions)
    {
        this.source = source;
        tokens = new TokenReader(source);
        pipelines = new PipelineParser(tokens, functions);
    }

    /// <summary>The definitions of a file in their order, and the file itself, under its own name, last.</summary>
    /// <exception cref="ParseFault">It is no template.</exception>
    public static IReadOnlyList<ParsedTemplate> Parse(string name, SourceText source, FunctionTable functions)
    {
        var parser = new TemplateParser(source, functions);
        var root = parser.Top();
        parser.parsed.Add(new ParsedTemplate(name, source, root));
        return parser.parsed;
    }

    private ListNode Top()
    {
        var nodes = new List<Node>();
        while (tokens.Peek().Kind != TokenKind.End)
        {
            var place = tokens.Place;
            if (tokens.Next().Kind == TokenKind.LeftDelimiter
                && tokens.NextNonSpace() is { Kind: TokenKind.Keyword, Text: "define" })
            {
                Define();
                continue;
            }

            tokens.Place = place;
            var node = TextOrAction();
            nodes.Add(node is EndNode or ElseNode ? throw tokens.Fault($"unexpected {node}") : node);
        }

        return new ListNode(0, nodes);
    }

    private void Define()
    {
        const string Context = "define clause";
        var name = Name(tokens.NextNonSpace(), Context);
        tokens.Expect(TokenKind.RightDelimiter, Context);
        Define(name, Context);
    }

    private void Define(string name, string context)
    {
        var outer = (pipelines.Variables, rangeDepth);
        pipelines.Variables = ["$"];
        rangeDepth = 0;
        var (body, end) = ItemList();
        if (end is not EndNode)
        {
            throw tokens.Fault($"unexpected {end} in {context}");
        }

        Add(new ParsedTemplate(name, source, body));
        (pipelines.Variables, rangeDepth) = outer;
    }

    /// <summary>A file defines a name once, but for definitions of nothing.</summary>
    private void Add(ParsedTemplate template)
    {
        var earlier = parsed.FindIndex(known => known.Name == template.Name);
        if (earlier >= 0 && parsed[earlier].Root.IsEmpty)
        {
            parsed[earlier] = template;
        }
        else if (earlier < 0)
        {
            parsed.Add(template);
        }
        else if (!template.Root.IsEmpty)
        {
            throw tokens.Fault($"template: multiple definition of template {GoQuote.Quote(template.Name)}");
        }
    }

    private (ListNode Body, Node End) ItemList()
    {
        if (++depth > MostDepth)
        {
            throw tokens.Fault($"blocks are nested more than {MostDepth} deep");
        }

        var start = tokens.PeekNonSpace().Position;
        var nodes = new List<Node>();
        while (tokens.PeekNonSpace().Kind != TokenKind.End)
        {
            var node = TextOrAction();
            if (node is EndNode or ElseNode)
            {
                depth--;
                return (new ListNode(start, nodes), node);
            }

            nodes.Add(node);
        }

        tokens.Next();
        throw tokens.Fault("unexpected EOF");
    }

    private Node TextOrAction()
    {
        var token = tokens.NextNonSpace();
        return token.Kind switch
        {
            TokenKind.Text => new TextNode(token.Position, token.Text),
            TokenKind.LeftDelimiter => Action(),
            _ => throw tokens.Unexpected(token, "input"),
        };
    }

    private Node Action()
    {
        var token = tokens.NextNonSpace();
        switch (token.Kind == TokenKind.Keyword ? token.Text : "")
        {
            case "block":
                return Block(token);
            case "break" or "continue":
                return Jump(token);
            case "else":
                return Else();
            case "end":
                return new EndNode(tokens.Expect(TokenKind.RightDelimiter, "end").Position);
            case "if":
                return Branch(BranchKind.If, token.Position);
            case "range":
                return Branch(BranchKind.Range, token.Position);
            case "with":
                return Branch(BranchKind.With, token.Position);
            case "template":
                return Template();
            default:
                tokens.BackUp();
                return new ActionNode(token.Position, pipelines.Pipeline("command", TokenKind.RightDelimiter));
        }
    }

    private BranchNode Branch(BranchKind kind, int position)
    {
        var known = pipelines.Variables.Count;
        var context = kind.ToString().ToLowerInvariant();
        var pipe = pipelines.Pipeline(context, TokenKind.RightDelimiter);
        rangeDepth += kind == BranchKind.Range ? 1 : 0;
        var (body, end) = ItemList();
        rangeDepth -= kind == BranchKind.Range ? 1 : 0;
        var other = end is ElseNode ? ElseOf(kind, context) : null;
        pipelines.Variables.RemoveRange(known, pipelines.Variables.Count - known);
        return new BranchNode(position, kind, pipe) { Body = body, Else = other };
    }

    /// <summary><c>else if</c> and <c>else with</c> are a block of their own, which shares its end with this
    /// one.</summary>
    private ListNode ElseOf(BranchKind kind, string context)
    {
        if (kind != BranchKind.Range && tokens.Peek() is { Kind: TokenKind.Keyword } next && next.Text == context)
        {
            tokens.Next();
            if (++depth > MostDepth)
            {
                throw tokens.Fault($"blocks are nested more than {MostDepth} deep");
            }

            var chained = Branch(kind, next.Position);
            depth--;
            return new ListNode(next.Position, [chained]);
        }

        var (other, end) = ItemList();
        return end is EndNode ? other : throw tokens.Fault($"expected end; found {end}");
    }

    private ElseNode Else()
    {
        var next = tokens.PeekNonSpace();
        if (next is { Kind: TokenKind.Keyword, Text: "if" or "with" })
        {
            return new ElseNode(next.Position);
        }

        return new ElseNode(tokens.Expect(TokenKind.RightDelimiter, "else").Position);
    }

    private JumpNode Jump(Token word)
    {
        var token = tokens.NextNonSpace();
        if (token.Kind != TokenKind.RightDelimiter)
        {
            throw tokens.Unexpected(token, $"{{{{{word.Text}}}}}");
        }

        return rangeDepth > 0
            ? new JumpNode(word.Position, word.Text == "break")
            : throw tokens.Fault($"{{{{{word.Text}}}}} outside {{{{range}}}}");
    }

    private TemplateNode Template()
    {
        const string Context = "template clause";
        var token = tokens.NextNonSpace();
        var name = Name(token, Context);
        if (tokens.NextNonSpace().Kind == TokenKind.RightDelimiter)
        {
            return new TemplateNode(token.Position, name, null);
        }

        tokens.BackUp();
        return new TemplateNode(token.Position, name, pipelines.Pipeline(Context, TokenKind.RightDelimiter));
    }

    private TemplateNode Block(Token word)
    {
        const string Context = "block clause";
        var token = tokens.NextNonSpace();
        var name = Name(token, Context);
        var pipe = pipelines.Pipeline(Context, TokenKind.RightDelimiter);
        Define(name, Context);
        return new TemplateNode(word.Position, name, pipe);
    }

    private string Name(Token token, string context) =>
        token.Kind is TokenKind.String or TokenKind.RawString
            ? GoQuote.Unquote(token.Text) ?? throw tokens.Fault("invalid syntax")
            : throw tokens.Unexpected(token, context);
}
