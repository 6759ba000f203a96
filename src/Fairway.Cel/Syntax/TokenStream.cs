namespace Fairway.Cel.Syntax;

/// <summary>
/// The tokens of an expression, and the complaints where one does not fit: in the words of the parser generator that
/// API servers use, which forgives one token too many.
/// </summary>
internal sealed class TokenStream(string text, IReadOnlyList<Token> tokens, IssueList issues)
{
    /// <summary>What stands behind a sign.</summary>
    public const string Member = "member";

    private const string Literals = "'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER";

    private int at;

    public Token Current => tokens[at];

    /// <summary>How many brackets are open.</summary>
    public int Depth { get; set; }

    public Token Peek(int ahead) => tokens[Math.Min(at + ahead, tokens.Count - 1)];

    public Token Take()
    {
        var token = tokens[at];
        at = Math.Min(at + 1, tokens.Count - 1);
        return token;
    }

    public bool IsMark(string mark) => IsMark(Current, mark);

    public bool TryTake(string mark)
    {
        if (!IsMark(mark))
        {
            return false;
        }

        Take();
        return true;
    }

    /// <summary>Takes a mark that must come here.</summary>
    public Token Demand(string mark)
    {
        if (!IsMark(mark))
        {
            if (IsMark(Peek(1), mark))
            {
                Unwanted($"'{mark}'");
            }
            else if (Current.Kind == TokenKind.End && Depth == 1 && mark is ")" or "]")
            {
                Complain(Current, $"missing '{mark}' at '<EOF>'");
                throw new SyntaxStop();
            }
            else
            {
                Mismatch($"'{mark}'");
            }
        }

        return Take();
    }

    /// <summary>The text must end here.</summary>
    public void DemandEnd()
    {
        if (Current.Kind == TokenKind.End)
        {
            return;
        }

        if (Peek(1).Kind != TokenKind.End)
        {
            Mismatch("<EOF>");
        }

        Unwanted("<EOF>");
    }

    /// <summary>An expression must begin here.</summary>
    public void DemandBeginning(string also = "")
    {
        if (Begins(Current))
        {
            return;
        }

        var wanted = also switch
        {
            Member => $"{{'[', '{{', '(', '.', {Literals}}}",
            ")" => $"{{'[', '{{', '(', ')', '.', '-', '!', {Literals}}}",
            _ => $"{{'[', '{{', '(', '.', '-', '!', {Literals}}}",
        };
        if (!Begins(Peek(1)))
        {
            Mismatch(wanted);
        }

        Unwanted(wanted);
    }

    /// <summary>Nothing that could stand here begins with these tokens.</summary>
    public void Hopeless(Token first)
    {
        var end = Current.Start + Current.Text.Length;
        if (Current.Text is "true" or "false" or "null")
        {
            Mismatch("IDENTIFIER");
        }

        var shown = first.Kind == TokenKind.End ? "<EOF>" : Escape(text[first.Start..end].TrimEnd());
        Complain(Current, $"no viable alternative at input '{shown}'");
        throw new SyntaxStop();
    }

    /// <summary>Something else had to come here.</summary>
    public void Mismatch(string wanted)
    {
        Complain(Current, $"mismatched input '{Shown(Current)}' expecting {wanted}");
        throw new SyntaxStop();
    }

    public void Complain(Token token, string message) => issues.Add(token.Start, $"Syntax error: {message}");

    private static bool IsMark(Token token, string mark) => token.Kind == TokenKind.Mark && token.Text == mark;

    private static bool Begins(Token token) => token.Kind switch
    {
        TokenKind.End or TokenKind.QuotedName => false,
        TokenKind.Mark => token.Text is "[" or "{" or "(" or "." or "-" or "!" or "true" or "false" or "null",
        _ => true,
    };

    private static string Escape(string shown) => shown
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal);

    private static string Shown(Token token) => token.Kind == TokenKind.End ? "<EOF>" : Escape(token.Text);

    private void Unwanted(string wanted)
    {
        Complain(Current, $"extraneous input '{Shown(Current)}' expecting {wanted}");
        Take();
    }
}
