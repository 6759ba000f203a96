using System.Collections.Immutable;
using Fairway.Cel.Functions;
using Fairway.Cel.Types;

namespace Fairway.Cel.Checking;

/// <summary>What a node of the tree stands for, as the checker has found.</summary>
internal abstract record Reference
{
    /// <summary>A variable of the environment.</summary>
    internal sealed record Variable(string Name) : Reference;

    /// <summary>A type.</summary>
    internal sealed record TypeName(CelType Type) : Reference;

    /// <summary>A call: the function's whole name, the signatures that fit, and whether the target is part of the name.
    /// </summary>
    internal sealed record Function(string Name, ImmutableArray<Overload> Overloads, bool TakesTarget) : Reference;
}
