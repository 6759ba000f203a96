using Fairway.Cel.Checking;
using Fairway.Cel.Evaluation;
using Fairway.Cel.Syntax;

namespace Fairway.Cel;

/// <summary>Makes programs of expressions: parses, checks types and prepares evaluation.</summary>
public static class CelCompiler
{
    /// <summary>Compiles an expression. Any text is allowed; whatever is wrong with it is an issue.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="environment">What it may name.</param>
    public static CelCompilation Compile(string text, CelEnvironment environment)
    {
        var issues = new IssueList(new SourceText(text));
        if (Parser.Parse(text, issues) is not { } parsed
            || Checker.Check(environment, parsed, issues) is not { } tree
            || !LiteralChecks.Pass(tree, parsed, issues))
        {
            return new CelCompilation(null, issues.Read());
        }

        try
        {
            return new CelCompilation(new CelProgram(tree, PlanBuilder.Build(tree)), []);
        }
        catch (PlanException fault)
        {
            return new CelCompilation(null, [], fault.Message);
        }
    }
}
