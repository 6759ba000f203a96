using System.Collections.Immutable;
using Fairway.Cel.Functions;
using Fairway.Cel.Syntax;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Checking;

/// <summary>Finds the signatures that a call may mean.</summary>
internal sealed class CallChecker(Checker checker, CelEnvironment environment, TypeBindings bindings)
{
    public CelType Check(Expr.Call call)
    {
        if (call.Function == Operators.OptionalSelect)
        {
            return CheckOptionalSelect(call);
        }

        var arguments = call.Arguments.Select(checker.Check).ToList();
        if (call.Target is null)
        {
            var name = call.Function.TrimStart('.');
            return environment.Functions.Find(name) is { } function
                ? Resolve(call, (name, function), arguments, takesTarget: false)
                : Undeclared(call);
        }

        // A target that is no variable may be the beginning of the function's name: ip.isCanonical().
        if (Checker.QualifiedName(call.Target) is { } prefix
            && $"{prefix.TrimStart('.')}.{call.Function}" is var qualified
            && environment.Functions.Find(qualified) is { } qualifiedFunction)
        {
            return Resolve(call, (qualified, qualifiedFunction), arguments, takesTarget: false);
        }

        arguments.Insert(0, checker.Check(call.Target));
        return environment.Functions.Find(call.Function) is { } member
            ? Resolve(call, (call.Function, member), arguments, takesTarget: true)
            : Undeclared(call);
    }

    private CelType Undeclared(Expr.Call call)
    {
        checker.Undeclared(call, call.Function);
        return CelType.Error;
    }

    private CelType CheckOptionalSelect(Expr.Call call)
    {
        var field = ((Expr.Literal)call.Arguments[1]).Value as CelString;
        var result = checker.CheckField(call, call.Arguments[0], field!.Value, isOptional: true);
        checker.Refer(
            call, new Reference.Function(call.Function, environment.Functions.Find(call.Function)!.Value, false));
        return bindings.Substitute(result, isFinal: false);
    }

    private CelType Resolve(
        Expr.Call call,
        (string Name, ImmutableArray<Overload> Overloads) function,
        List<CelType> given,
        bool takesTarget)
    {
        if (function.Name is Operators.And or Operators.Or)
        {
            return CheckLogic(call, function, given);
        }

        CelType? result = null;
        var fitting = ImmutableArray.CreateBuilder<Overload>();
        foreach (var overload in function.Overloads.Where(overload => overload.IsMember == takesTarget))
        {
            var (arguments, promised) = Instantiate(overload);
            if (!bindings.AreAssignable([.. given], arguments.AsSpan()))
            {
                continue;
            }

            fitting.Add(overload);
            var type = bindings.Substitute(promised, isFinal: false);
            result = result is null || result.IsDyn || result.Equals(type) ? result ?? type : CelType.Dyn;
        }

        if (result is null)
        {
            checker.Complain(
                call.Id,
                $"found no matching overload for '{function.Name}' applied to '{Applied(given, takesTarget)}'");
            return CelType.Error;
        }

        checker.Refer(call, new Reference.Function(function.Name, fitting.ToImmutable(), takesTarget));
        return result;
    }

    private CelType CheckLogic(
        Expr.Call call, (string Name, ImmutableArray<Overload> Overloads) function, List<CelType> given)
    {
        var fits = true;
        for (var i = 0; i < given.Count; i++)
        {
            if (!bindings.AreAssignable([given[i]], [CelType.Bool]))
            {
                checker.Complain(call.Arguments[i].Id, $"expected type 'bool' but found '{given[i]}'");
                fits = false;
            }
        }

        checker.Refer(call, new Reference.Function(function.Name, function.Overloads, false));
        return fits ? CelType.Bool : CelType.Error;
    }

    private (ImmutableArray<CelType> Arguments, CelType Result) Instantiate(Overload overload)
    {
        if (overload.Parameters.IsEmpty)
        {
            return (overload.Arguments, overload.Result);
        }

        var fresh = overload.Parameters.ToDictionary(name => name, _ => bindings.Fresh(), StringComparer.Ordinal);
        return ([.. overload.Arguments.Select(type => Rename(type, fresh))], Rename(overload.Result, fresh));
    }

    private static CelType Rename(CelType type, Dictionary<string, CelType> fresh) =>
        type.Kind == CelTypeKind.Parameter ? fresh[type.Name]
        : type.Parameters.IsEmpty ? type
        : type.With([.. type.Parameters.Select(parameter => Rename(parameter, fresh))]);

    private string Applied(List<CelType> given, bool takesTarget)
    {
        var shown = given.Select(type => bindings.Substitute(type, isFinal: true).ToString()).ToList();
        return takesTarget
            ? $"{shown[0]}.({string.Join(", ", shown.Skip(1))})"
            : $"({string.Join(", ", shown)})";
    }
}
