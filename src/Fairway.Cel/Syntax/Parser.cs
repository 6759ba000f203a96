using System.Collections.Frozen;

namespace Fairway.Cel.Syntax;

/// <summary>Reads expressions: operators by their strength, macros expanded as soon as they are read.</summary>
internal sealed class Parser
{
    private const int LongestText = 100_000;
    private const int Deepest = 250;

    private static readonly FrozenSet<string> Reserved = new[]
    {
        "as", "break", "const", "continue", "else", "false", "for", "function", "if", "import", "in", "let", "loop",
        "package", "namespace", "null", "return", "true", "var", "void", "while",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly TreeBuilder tree = new();
    private readonly IssueList issues;
    private readonly TokenStream tokens;
    private readonly PrimaryParser primaries;

    private int depth;

    private Parser(string text, IssueList issues)
    {
        this.issues = issues;
        tokens = new TokenStream(text, new Lexer(text, issues).ReadAll(), issues);
        primaries = new PrimaryParser(this, tree, tokens, issues);
    }

    /// <summary>The tree of a text; null where it cannot be read, and then there is an issue.</summary>
    public static ParsedText? Parse(string text, IssueList issues)
    {
        var size = Values.CodePoints.Count(text);
        if (size > LongestText)
        {
            issues.AddWithoutPlace(
                $"expression code point size exceeds limit: size: {size}, limit {LongestText}");
            return null;
        }

        try
        {
            var parser = new Parser(text, issues);
            var root = parser.Expression();
            parser.tokens.DemandEnd();
            return issues.Count == 0 ? new ParsedText(root, parser.tree.Positions) : null;
        }
        catch (SyntaxStop)
        {
            return null;
        }
        catch (TreeTooLargeException)
        {
            issues.AddWithoutPlace(
                $"expression has more than {TreeBuilder.MostNodes} nodes when its macros are expanded");
            return null;
        }
    }

    /// <summary>Whether a word is no name of a variable or function.</summary>
    public static bool IsReserved(string word) => Reserved.Contains(word);

    public Expr Expression()
    {
        Descend(1);
        var condition = Logic(Operators.Or);
        if (tokens.IsMark("?"))
        {
            var mark = tokens.Take();
            var truthy = Logic(Operators.Or);
            tokens.Demand(":");
            var falsy = Expression();
            condition = tree.Call(mark.Start, Operators.Conditional, condition, truthy, falsy);
        }

        Ascend(1);
        return condition;
    }

    /// <summary>Chains of one rule count as depth, as each link nests in the next.</summary>
    public void Descend(int links)
    {
        depth += links;
        if (depth > Deepest)
        {
            issues.AddWithoutPlace($"expression recursion limit exceeded: {Deepest}");
            throw new SyntaxStop();
        }
    }

    public void Ascend(int links) => depth -= links;

    private Expr Logic(string function)
    {
        var (mark, isOr) = function == Operators.Or ? ("||", true) : ("&&", false);
        var terms = new List<Expr> { isOr ? Logic(Operators.And) : Binary(3) };
        var places = new List<int>();
        while (tokens.IsMark(mark))
        {
            places.Add(tokens.Take().Start);
            terms.Add(isOr ? Logic(Operators.And) : Binary(3));
        }

        return terms.Count == 1 ? terms[0] : Balance(function, terms, places, (0, places.Count - 1));
    }

    /// <summary>Long chains become trees that are wide rather than deep.</summary>
    private Expr Balance(string function, List<Expr> terms, List<int> places, (int Low, int High) range)
    {
        var middle = (range.Low + range.High + 1) / 2;
        var left = middle == range.Low
            ? terms[middle]
            : Balance(function, terms, places, (range.Low, middle - 1));
        var right = middle == range.High
            ? terms[middle + 1]
            : Balance(function, terms, places, (middle + 1, range.High));
        return tree.Call(places[middle], function, left, right);
    }

    private Expr Binary(int strength)
    {
        var left = strength == 5 ? Unary() : Binary(strength + 1);
        var links = 0;
        while (tokens.Current.Kind == TokenKind.Mark
            && Operators.Find(tokens.Current.Text) is { } found
            && found.Strength == strength)
        {
            Descend(1);
            links++;
            var mark = tokens.Take();
            var right = strength == 5 ? Unary() : Binary(strength + 1);
            left = tree.Call(mark.Start, found.Function, left, right);
        }

        Ascend(links);
        return left;
    }

    private Expr Unary()
    {
        tokens.DemandBeginning();
        var mark = tokens.Current;
        if (mark.Kind != TokenKind.Mark || mark.Text is not ("!" or "-") || IsNegativeNumber())
        {
            return primaries.Member();
        }

        var count = 0;
        while (tokens.IsMark(mark.Text) && !(count > 0 && IsNegativeNumber()))
        {
            tokens.Take();
            count++;
        }

        if (!(mark.Text == "-" && IsNegativeNumber()))
        {
            tokens.DemandBeginning(TokenStream.Member);
        }

        var operand = primaries.Member();
        return count % 2 == 0
            ? operand
            : tree.Call(mark.Start, mark.Text == "!" ? Operators.Not : Operators.Negate, operand);
    }

    private bool IsNegativeNumber() =>
        tokens.IsMark("-") && tokens.Peek(1).Kind is TokenKind.Int or TokenKind.Double;
}
