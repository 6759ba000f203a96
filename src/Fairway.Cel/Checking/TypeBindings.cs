using Fairway.Cel.Types;

namespace Fairway.Cel.Checking;

/// <summary>
/// The types that parameters have taken so far. What a failed attempt has bound is taken back.
/// </summary>
internal sealed class TypeBindings
{
    private readonly Dictionary<string, CelType> bound = new(StringComparer.Ordinal);
    private readonly Stack<(string Name, CelType? Before)> trail = new();

    private int count;

    /// <summary>A parameter that nothing has bound.</summary>
    public CelType Fresh() => CelType.Parameter($"_var{count++}");

    /// <summary>Whether values of one type may stand where others are wanted; if so, parameters are bound.</summary>
    public bool AreAssignable(ReadOnlySpan<CelType> given, ReadOnlySpan<CelType> wanted)
    {
        var mark = trail.Count;
        var fits = given.Length == wanted.Length;
        for (var i = 0; fits && i < given.Length; i++)
        {
            fits = Fits(given[i], wanted[i]);
        }

        while (!fits && trail.Count > mark)
        {
            var (name, before) = trail.Pop();
            if (before is null)
            {
                bound.Remove(name);
            }
            else
            {
                bound[name] = before;
            }
        }

        return fits;
    }

    /// <summary>The type with its parameters replaced by what they have taken.</summary>
    /// <param name="type">A type.</param>
    /// <param name="isFinal">Whether parameters that have taken nothing become dyn.</param>
    public CelType Substitute(CelType type, bool isFinal)
    {
        if (type.Kind == CelTypeKind.Parameter)
        {
            return bound.TryGetValue(type.Name, out var found) ? Substitute(found, isFinal)
                : isFinal ? CelType.Dyn
                : type;
        }

        return type.Parameters.IsEmpty
            ? type
            : type.With([.. type.Parameters.Select(parameter => Substitute(parameter, isFinal))]);
    }

    /// <summary>The more general of two types that fit each other.</summary>
    public static CelType MoreGeneral(CelType left, CelType right) => IsAsGeneral(left, right) ? left : right;

    private static bool IsAsGeneral(CelType left, CelType right)
    {
        if (left.Kind is CelTypeKind.Dyn or CelTypeKind.Parameter)
        {
            return true;
        }

        if (right.Kind is CelTypeKind.Dyn or CelTypeKind.Parameter || left.Kind != right.Kind)
        {
            return false;
        }

        if (left.Kind == CelTypeKind.Type)
        {
            return true;
        }

        if (left.Name != right.Name || left.Parameters.Length != right.Parameters.Length)
        {
            return false;
        }

        for (var i = 0; i < left.Parameters.Length; i++)
        {
            if (!IsAsGeneral(left.Parameters[i], right.Parameters[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLoose(CelType type) => type.Kind is CelTypeKind.Dyn or CelTypeKind.Error;

    /// <summary>Null stands for any value that is no scalar, list or map.</summary>
    private static bool TakesNull(CelType type) => type.Kind is
        CelTypeKind.Null or CelTypeKind.Opaque or CelTypeKind.Struct or CelTypeKind.Duration or CelTypeKind.Timestamp;

    private bool Fits(CelType given, CelType wanted)
    {
        if (wanted.Kind == CelTypeKind.Parameter)
        {
            var (isValid, wasBound) = TryBind(given, wanted);
            if (isValid || wasBound)
            {
                return isValid;
            }
        }

        if (given.Kind == CelTypeKind.Parameter)
        {
            return TryBind(wanted, given).IsValid;
        }

        if (IsLoose(given) || IsLoose(wanted))
        {
            return true;
        }

        if (given.Kind == CelTypeKind.Null || wanted.Kind == CelTypeKind.Null)
        {
            return TakesNull(given.Kind == CelTypeKind.Null ? wanted : given);
        }

        if (given.Kind == CelTypeKind.Type)
        {
            return wanted.Kind == CelTypeKind.Type;
        }

        if (given.Kind != wanted.Kind
            || given.Name != wanted.Name
            || given.Parameters.Length != wanted.Parameters.Length)
        {
            return false;
        }

        for (var i = 0; i < given.Parameters.Length; i++)
        {
            if (!Fits(given.Parameters[i], wanted.Parameters[i]))
            {
                return false;
            }
        }

        return true;
    }

    private (bool IsValid, bool WasBound) TryBind(CelType type, CelType parameter)
    {
        if (type.Equals(parameter))
        {
            return (true, true);
        }

        if (bound.TryGetValue(parameter.Name, out var before))
        {
            if (type.Equals(before))
            {
                return (true, true);
            }

            if (!Fits(type, before))
            {
                return (false, true);
            }

            var general = MoreGeneral(type, before);
            if (!Occurs(parameter, general))
            {
                Bind(parameter.Name, general);
            }

            return (true, true);
        }

        if (Occurs(parameter, type))
        {
            return (false, false);
        }

        Bind(parameter.Name, type);
        return (true, false);
    }

    private void Bind(string name, CelType type)
    {
        trail.Push((name, bound.GetValueOrDefault(name)));
        bound[name] = type;
    }

    private bool Occurs(CelType parameter, CelType within)
    {
        if (within.Kind == CelTypeKind.Parameter)
        {
            return within.Name == parameter.Name
                || (bound.TryGetValue(within.Name, out var found) && Occurs(parameter, found));
        }

        foreach (var inner in within.Parameters)
        {
            if (Occurs(parameter, inner))
            {
                return true;
            }
        }

        return false;
    }
}
