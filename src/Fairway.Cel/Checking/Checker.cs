using System.Collections.Immutable;
using Fairway.Cel.Syntax;
using Fairway.Cel.Types;

namespace Fairway.Cel.Checking;

/// <summary>
/// Finds the type of every node, and which functions calls mean. Complaints are those of cel-go, which API servers
/// pass on.
/// </summary>
internal sealed class Checker
{
    private readonly CelEnvironment environment;
    private readonly ParsedText parsed;
    private readonly IssueList issues;
    private readonly CelType?[] types;
    private readonly Reference?[] references;
    private readonly TypeBindings bindings = new();
    private readonly Scope scope = new();
    private readonly CallChecker calls;

    private Checker(CelEnvironment environment, ParsedText parsed, IssueList issues)
    {
        this.environment = environment;
        this.parsed = parsed;
        this.issues = issues;
        types = new CelType?[parsed.Positions.Count];
        references = new Reference?[parsed.Positions.Count];
        calls = new CallChecker(this, environment, bindings);
    }

    /// <summary>The tree with its types; null where something does not fit, and then there is an issue.</summary>
    public static CheckedText? Check(CelEnvironment environment, ParsedText parsed, IssueList issues)
    {
        var checker = new Checker(environment, parsed, issues);
        checker.Check(parsed.Root);
        if (issues.Count > 0)
        {
            return null;
        }

        return new CheckedText(
            parsed.Root,
            [.. checker.types.Select(type => type is null ? null : checker.bindings.Substitute(type, isFinal: true))],
            [.. checker.references]);
    }

    public CelType Check(Expr node)
    {
        var type = node switch
        {
            Expr.Literal literal => literal.Value.Type,
            Expr.Name name => CheckName(name),
            Expr.Select select => CheckSelect(select),
            Expr.Call call => calls.Check(call),
            Expr.ListOf list => CheckList(list),
            Expr.MapOf map => CheckMap(map),
            Expr.ObjectOf made => CheckObject(made),
            Expr.Fold fold => CheckFold(fold),
            _ => throw new InvalidOperationException($"{node.GetType().Name} is no node of a tree."),
        };
        types[node.Id] = type;
        return type;
    }

    public void Refer(Expr node, Reference reference) => references[node.Id] = reference;

    public void Complain(int id, string message) => issues.Add(parsed.Positions[id], message);

    public void Undeclared(Expr node, string name) =>
        Complain(node.Id, $"undeclared reference to '{name}' (in container '')");

    /// <summary>The type of a field of a value.</summary>
    public CelType CheckField(Expr node, Expr operand, string field, bool isOptional)
    {
        var given = bindings.Substitute(Check(operand), isFinal: false);
        var target = given.IsOptional ? given.Parameters[0] : given;
        var result = target.Kind switch
        {
            CelTypeKind.Map => target.Parameters[1],
            CelTypeKind.Struct => FieldOf(target, field, node.Id),
            CelTypeKind.Parameter => Loosen(target),
            CelTypeKind.Dyn or CelTypeKind.Error => CelType.Dyn,
            _ => Fieldless(node, target),
        };
        return given.IsOptional || isOptional ? CelType.Optional(result) : result;
    }

    /// <summary>The name that a chain of fields spells; null where it is no chain of names.</summary>
    public static string? QualifiedName(Expr node) => node switch
    {
        Expr.Name name => name.Text,
        Expr.Select { IsTest: false } select when QualifiedName(select.Operand) is { } prefix =>
            $"{prefix}.{select.Field}",
        _ => null,
    };

    /// <summary>Whether the first name of a chain is a loop's variable.</summary>
    public bool BeginsLocally(string qualified) => scope.Find(qualified.Split('.', 2)[0]) is not null;

    private CelType CheckName(Expr.Name name)
    {
        if (scope.Find(name.Text) is { } local)
        {
            return local;
        }

        if (Resolve(name, name.Text.TrimStart('.')) is { } found)
        {
            return found;
        }

        Undeclared(name, name.Text);
        return CelType.Error;
    }

    private CelType? Resolve(Expr node, string name)
    {
        if (environment.Variable(name) is { } variable)
        {
            Refer(node, new Reference.Variable(name));
            return variable;
        }

        if (environment.NamedType(name) is { } type)
        {
            Refer(node, new Reference.TypeName(type));
            return CelType.TypeOf(type);
        }

        return null;
    }

    private CelType CheckSelect(Expr.Select select)
    {
        if (!select.IsTest
            && QualifiedName(select) is { } qualified
            && !BeginsLocally(qualified)
            && Resolve(select, qualified.TrimStart('.')) is { } found)
        {
            return found;
        }

        var result = CheckField(select, select.Operand, select.Field, isOptional: false);
        return select.IsTest ? CelType.Bool : bindings.Substitute(result, isFinal: false);
    }

    private CelType FieldOf(CelType type, string field, int id)
    {
        if (type.Field(field) is { } found)
        {
            return found;
        }

        Complain(id, $"undefined field '{field}'");
        return CelType.Error;
    }

    private CelType Loosen(CelType parameter)
    {
        bindings.AreAssignable([CelType.Dyn], [parameter]);
        return CelType.Dyn;
    }

    private CelType Fieldless(Expr node, CelType target)
    {
        Complain(node.Id, $"type '{target}' does not support field selection");
        return CelType.Dyn;
    }

    private CelType CheckList(Expr.ListOf list)
    {
        CelType? joined = null;
        for (var i = 0; i < list.Elements.Length; i++)
        {
            var element = list.Elements[i];
            var type = Unwrap(element, Check(element), list.Optional[i]);
            joined = Join(joined, type);
        }

        return CelType.List(joined ?? bindings.Fresh());
    }

    private CelType CheckMap(Expr.MapOf map)
    {
        CelType? keys = null;
        CelType? values = null;
        foreach (var entry in map.Entries)
        {
            keys = Join(keys, Check(entry.Key));
            values = Join(values, Unwrap(entry.Value, Check(entry.Value), entry.Optional));
        }

        return CelType.Map(keys ?? bindings.Fresh(), values ?? bindings.Fresh());
    }

    private CelType CheckObject(Expr.ObjectOf made)
    {
        var name = made.TypeName.TrimStart('.');
        if (environment.NamedType(name) is not { } type)
        {
            Undeclared(made, made.TypeName);
            return CelType.Error;
        }

        if (type.Kind != CelTypeKind.Struct)
        {
            Complain(made.Id, $"'{type.Name}' is not a message type");
            type = CelType.Error;
        }

        Refer(made, new Reference.TypeName(type));
        foreach (var member in made.Members)
        {
            var value = Unwrap(member.Value, Check(member.Value), member.Optional);
            var wanted = type.Kind == CelTypeKind.Struct ? FieldOf(type, member.Name, member.Id) : CelType.Error;
            if (!bindings.AreAssignable([wanted], [value]))
            {
                Complain(
                    member.Id,
                    $"expected type of field '{member.Name}' is '{wanted}' but provided type is '{value}'");
            }
        }

        return type;
    }

    private CelType Unwrap(Expr node, CelType type, bool isOptional)
    {
        if (!isOptional || type.IsDyn)
        {
            return type;
        }

        if (type.IsOptional)
        {
            return type.Parameters[0];
        }

        Complain(node.Id, $"expected type '{CelType.Optional(type)}' but found '{type}'");
        return type;
    }

    private CelType Join(CelType? joined, CelType type)
    {
        if (joined is null)
        {
            return type;
        }

        if (bindings.AreAssignable([joined], [type]))
        {
            return TypeBindings.MoreGeneral(joined, type);
        }

        // That literals are of one type, the literal checks demand: format() is exempt.
        return CelType.Dyn;
    }

    private CelType CheckFold(Expr.Fold fold)
    {
        Check(fold.Range);
        var start = Check(fold.Steps.Start);
        var range = bindings.Substitute(types[fold.Range.Id]!, isFinal: false);
        var outer = scope.Mark;
        scope.Add(fold.Names.Result, start);
        var (first, second) = ElementsOf(fold, range);
        var inner = scope.Mark;
        scope.Add(fold.Names.First, first);
        if (fold.Names.Second is { } name)
        {
            scope.Add(name, second);
        }

        Demand(fold.Steps.Condition, CelType.Bool);
        Demand(fold.Steps.Step, start);
        scope.Leave(inner);
        var result = Check(fold.Steps.Result);
        scope.Leave(outer);
        return bindings.Substitute(result, isFinal: false);
    }

    private (CelType First, CelType Second) ElementsOf(Expr.Fold fold, CelType range)
    {
        switch (range.Kind)
        {
            case CelTypeKind.List:
                return fold.Names.Second is null
                    ? (range.Parameters[0], CelType.Dyn)
                    : (CelType.Int, range.Parameters[0]);
            case CelTypeKind.Map:
                return (range.Parameters[0], range.Parameters[1]);
            case CelTypeKind.Dyn or CelTypeKind.Error or CelTypeKind.Parameter:
                bindings.AreAssignable([CelType.Dyn], [range]);
                return (CelType.Dyn, CelType.Dyn);
            default:
                Complain(
                    fold.Range.Id,
                    $"expression of type '{range}' cannot be range of a comprehension (must be list, map, or dynamic)");
                return (CelType.Error, CelType.Error);
        }
    }

    private void Demand(Expr node, CelType wanted)
    {
        var given = Check(node);
        if (!bindings.AreAssignable([wanted], [given]))
        {
            Mismatch(node, wanted, given);
        }
    }

    private void Mismatch(Expr node, CelType wanted, CelType given) =>
        Complain(node.Id, $"expected type '{wanted}' but found '{given}'");
}
