using System.Collections.Immutable;
using Fairway.Cel.Types;

namespace Fairway.Cel.Functions;

/// <summary>One signature of a function.</summary>
/// <param name="Function">The function's name.</param>
/// <param name="Id">Its name among all signatures; costs are kept by it.</param>
/// <param name="IsMember">Whether it is called on a value: <c>a.f(b)</c>; the value is the first argument.</param>
/// <param name="Arguments">Types of its arguments.</param>
/// <param name="Result">Type of its result.</param>
internal sealed record Overload(
    string Function, string Id, bool IsMember, ImmutableArray<CelType> Arguments, CelType Result)
{
    /// <summary>What it does; null for what the evaluator does itself.</summary>
    public FunctionBody? Body { get; init; }

    /// <summary>The types that its arguments decide.</summary>
    public ImmutableArray<string> Parameters { get; } = [.. Arguments.Append(Result).SelectMany(Names).Distinct()];

    /// <summary>Whether values are of the types of its arguments, as far as that is known at run time.</summary>
    public bool Takes(ReadOnlySpan<Values.CelValue> values)
    {
        if (values.Length != Arguments.Length)
        {
            return false;
        }

        for (var i = 0; i < values.Length; i++)
        {
            var wanted = Arguments[i];
            if (wanted.Kind is CelTypeKind.Dyn or CelTypeKind.Parameter)
            {
                continue;
            }

            var given = values[i].Type;
            if (given.Kind != wanted.Kind || (wanted.Kind is CelTypeKind.Opaque or CelTypeKind.Struct && given.Name != wanted.Name))
            {
                return false;
            }
        }

        return true;
    }

    private static IEnumerable<string> Names(CelType type) =>
        type.Kind == CelTypeKind.Parameter ? [type.Name] : type.Parameters.SelectMany(Names);
}
