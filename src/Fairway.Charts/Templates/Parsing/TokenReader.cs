namespace Fairway.Charts.Templates.Parsing;

/// <summary>The tokens of a file, one after the other, with faults in Go's words.</summary>
internal sealed class TokenReader(SourceText source)
{
    private readonly List<Token> tokens = Lexer.Read(source.Text);
    private int at;

    /// <summary>Where the parser stands; it may go back to a place where it stood.</summary>
    public int Place
    {
        get => at;
        set => at = value;
    }

    public Token Next() => tokens[Math.Min(at++, tokens.Count - 1)];

    public Token Peek() => tokens[Math.Min(at, tokens.Count - 1)];

    public void BackUp() => at--;

    public Token NextNonSpace()
    {
        SkipSpace();
        return Next();
    }

    public Token PeekNonSpace()
    {
        SkipSpace();
        return Peek();
    }

    public Token Expect(TokenKind kind, string context)
    {
        var token = NextNonSpace();
        return token.Kind == kind ? token : throw Unexpected(token, context);
    }

    /// <summary>A function that Helm 3 does not know was named.</summary>
    public void NoteNew(string function) =>
        source.NoteFaultOfHelm3(Fault($"function {Values.GoQuote.Quote(function)} not defined"));

    public ParseFault Unexpected(Token token, string context) =>
        token.Kind == TokenKind.Error ? Fault(token.Text) : Fault($"unexpected {token} in {context}");

    public ParseFault Fault(string what)
    {
        var last = tokens[Math.Clamp(at - 1, 0, tokens.Count - 1)];
        return new ParseFault(source, last.Position, what);
    }

    private void SkipSpace()
    {
        while (Peek().Kind == TokenKind.Space)
        {
            at++;
        }
    }
}
