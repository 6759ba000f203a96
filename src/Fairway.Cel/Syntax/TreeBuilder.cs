using Fairway.Cel.Values;

namespace Fairway.Cel.Syntax;

/// <summary>Makes the nodes of a tree, and keeps where each of them stands.</summary>
internal sealed class TreeBuilder
{
    /// <summary>Macros that copy their target double a tree with each link of a chain: there must be an end.</summary>
    public const int MostNodes = 200_000;

    private readonly List<int> positions = [0];

    public IReadOnlyList<int> Positions => positions;

    public int At(int offset)
    {
        if (positions.Count > MostNodes)
        {
            throw new TreeTooLargeException();
        }

        positions.Add(offset);
        return positions.Count - 1;
    }

    public int PositionOf(Expr node) => positions[node.Id];

    public Expr Literal(int offset, CelValue value) => new Expr.Literal(At(offset), value);

    public Expr Name(int offset, string text) => new Expr.Name(At(offset), text);

    public Expr Accumulated(int offset) => Name(offset, FoldNames.Accumulator);

    public Expr Call(int offset, string function, params ReadOnlySpan<Expr> arguments) =>
        new Expr.Call(At(offset), function, null, [.. arguments]);

    public Expr Member(int offset, Expr target, string function, params ReadOnlySpan<Expr> arguments) =>
        new Expr.Call(At(offset), function, target, [.. arguments]);

    public Expr List(int offset, params ReadOnlySpan<Expr> elements) =>
        new Expr.ListOf(At(offset), [.. elements], [.. new bool[elements.Length]]);

    /// <summary>The same tree with numbers of its own.</summary>
    public Expr Copy(Expr node)
    {
        var id = At(positions[node.Id]);
        return node switch
        {
            Expr.Literal literal => literal with { Id = id },
            Expr.Name name => name with { Id = id },
            Expr.Select select => select with { Id = id, Operand = Copy(select.Operand) },
            Expr.Call call => call with
            {
                Id = id,
                Target = call.Target is null ? null : Copy(call.Target),
                Arguments = [.. call.Arguments.Select(Copy)],
            },
            Expr.ListOf list => list with { Id = id, Elements = [.. list.Elements.Select(Copy)] },
            Expr.MapOf map => map with { Id = id, Entries = [.. map.Entries.Select(Copy)] },
            Expr.ObjectOf made => made with { Id = id, Members = [.. made.Members.Select(Copy)] },
            Expr.Fold fold => fold with { Id = id, Range = Copy(fold.Range), Steps = Copy(fold.Steps) },
            _ => throw new InvalidOperationException($"{node.GetType().Name} is no node of a tree."),
        };
    }

    private Expr.Entry Copy(Expr.Entry entry) =>
        entry with { Id = At(positions[entry.Id]), Key = Copy(entry.Key), Value = Copy(entry.Value) };

    private Expr.Member Copy(Expr.Member member) =>
        member with { Id = At(positions[member.Id]), Value = Copy(member.Value) };

    private FoldSteps Copy(FoldSteps steps) =>
        new(Copy(steps.Start), Copy(steps.Condition), Copy(steps.Step), Copy(steps.Result));
}
