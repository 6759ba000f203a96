using System.Collections.Immutable;
using Fairway.Cel.Values;

namespace Fairway.Cel.Syntax;

/// <summary>A node of the syntax tree, with macros expanded.</summary>
/// <param name="Id">Its number in the expression, from 1; where it stands, <see cref="ParsedText.Positions"/> says.
/// </param>
internal abstract record Expr(int Id)
{
    /// <summary>A literal.</summary>
    internal sealed record Literal(int Id, CelValue Value) : Expr(Id);

    /// <summary>A name; <c>.name</c> with a leading dot.</summary>
    internal sealed record Name(int Id, string Text) : Expr(Id);

    /// <summary>A field of a value, or whether it is there (<c>has</c>).</summary>
    internal sealed record Select(int Id, Expr Operand, string Field, bool IsTest = false) : Expr(Id);

    /// <summary>A call of a function, an operator or a member.</summary>
    internal sealed record Call(int Id, string Function, Expr? Target, ImmutableArray<Expr> Arguments) : Expr(Id);

    /// <summary>A list literal.</summary>
    internal sealed record ListOf(int Id, ImmutableArray<Expr> Elements, ImmutableArray<bool> Optional) : Expr(Id);

    /// <summary>A map literal.</summary>
    internal sealed record MapOf(int Id, ImmutableArray<Entry> Entries) : Expr(Id);

    /// <summary>An object literal.</summary>
    internal sealed record ObjectOf(int Id, string TypeName, ImmutableArray<Member> Members) : Expr(Id);

    /// <summary>A loop over a list or map.</summary>
    internal sealed record Fold(int Id, Expr Range, FoldNames Names, FoldSteps Steps) : Expr(Id);

    /// <summary>An entry of a map literal.</summary>
    internal sealed record Entry(int Id, Expr Key, Expr Value, bool Optional);

    /// <summary>A field of an object literal.</summary>
    internal sealed record Member(int Id, string Name, Expr Value, bool Optional);
}
