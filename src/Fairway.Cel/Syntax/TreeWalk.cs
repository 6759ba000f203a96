namespace Fairway.Cel.Syntax;

/// <summary>The parts of a node.</summary>
internal static class TreeWalk
{
    public static IEnumerable<Expr> Children(Expr node) => node switch
    {
        Expr.Select select => [select.Operand],
        Expr.Call call => call.Target is null ? call.Arguments : call.Arguments.Prepend(call.Target),
        Expr.ListOf list => list.Elements,
        Expr.MapOf map => map.Entries.SelectMany(entry => new[] { entry.Key, entry.Value }),
        Expr.ObjectOf made => made.Members.Select(member => member.Value),
        Expr.Fold fold =>
        [
            fold.Range, fold.Steps.Start, fold.Steps.Condition, fold.Steps.Step, fold.Steps.Result,
        ],
        _ => [],
    };
}
