using System.Collections.Immutable;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

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
    public bool Takes(ReadOnlySpan<CelValue> values)
    {
        if (values.Length != Arguments.Length)
        {
            return false;
        }

        for (var i = 0; i < values.Length; i++)
        {
            if (!Takes(Arguments[i], values[i], looksInside: Function != "flatten"))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Of lists and maps the first entry stands for all; <c>flatten</c> takes lists that are flat
    /// already.</summary>
    private static bool Takes(CelType wanted, CelValue value, bool looksInside)
    {
        if (wanted.Kind is CelTypeKind.Dyn or CelTypeKind.Parameter)
        {
            return true;
        }

        if (value.Type.Kind != wanted.Kind
            || (wanted.Kind is CelTypeKind.Opaque or CelTypeKind.Struct && value.Type.Name != wanted.Name))
        {
            return false;
        }

        return value switch
        {
            CelList { Count: > 0 } list when looksInside => Takes(wanted.Parameters[0], list[0], looksInside),
            CelMap { Count: > 0 } map when looksInside && map.Keys.FirstOrDefault() is { } key =>
                Takes(wanted.Parameters[0], key, looksInside)
                && Takes(wanted.Parameters[1], map.Find(key)!, looksInside),
            _ => true,
        };
    }

    private static IEnumerable<string> Names(CelType type) =>
        type.Kind == CelTypeKind.Parameter ? [type.Name] : type.Parameters.SelectMany(Names);
}
