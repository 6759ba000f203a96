using System.Collections.Immutable;
using Fairway.Cel.Checking;
using Fairway.Cel.Functions;
using Fairway.Cel.Syntax;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>Turns a checked tree into a plan. What is constant is worked out once.</summary>
internal sealed class PlanBuilder
{
    private readonly CheckedText tree;
    private readonly List<(string Name, int Slot, Func<Frame, CelValue>? Start)> scope = [];

    private int slots;

    private PlanBuilder(CheckedText tree) => this.tree = tree;

    /// <summary>The plan of a tree.</summary>
    /// <exception cref="PlanException">A constant cannot be worked out.</exception>
    public static Plan Build(CheckedText tree)
    {
        var builder = new PlanBuilder(tree);
        var root = builder.Make(tree.Root);
        return new Plan(root, builder.slots);
    }

    private Node Make(Expr node) => node switch
    {
        Expr.Literal literal => new ConstantNode(literal.Value),
        Expr.Name name => MakeName(name),
        Expr.Select select => MakeSelect(select),
        Expr.Call call => MakeCall(call),
        Expr.ListOf list => MakeList(list),
        Expr.MapOf map => MakeMap(map),
        Expr.ObjectOf made => MakeObject(made),
        Expr.Fold fold => MakeFold(fold),
        _ => throw new InvalidOperationException($"{node.GetType().Name} is no node of a tree."),
    };

    private Node? MakeReference(Expr node) => tree.References[node.Id] switch
    {
        Reference.Variable variable => new VariableNode(variable.Name),
        Reference.TypeName type => new ConstantNode(new CelTypeValue(type.Type)),
        _ => null,
    };

    private Node MakeName(Expr.Name name)
    {
        if (MakeReference(name) is { } known)
        {
            return known;
        }

        var (_, slot, start) = scope.FindLast(entry => entry.Name == name.Text);
        return new LocalNode(slot, start);
    }

    private Node MakeSelect(Expr.Select select)
    {
        if (MakeReference(select) is { } known)
        {
            return known;
        }

        var operand = Attribute(Make(select.Operand));
        var field = new CelString(select.Field);
        return select.IsTest
            ? new TestNode(operand, field)
            : new LookupNode(operand, new ConstantNode(field), isOptional: false);
    }

    private static Node Attribute(Node node) => node.IsAttribute ? node : new RelativeNode(node);

    private Node MakeCall(Expr.Call call)
    {
        var meant = (Reference.Function)tree.References[call.Id]!;
        ImmutableArray<Node> arguments =
        [
            .. meant.TakesTarget && call.Target is not null ? new[] { Make(call.Target) } : [],
            .. call.Arguments.Select(Make),
        ];
        return meant.Name switch
        {
            Operators.And => new LogicNode(arguments[0], arguments[1], deciding: false),
            Operators.Or => new LogicNode(arguments[0], arguments[1], deciding: true),
            Operators.Conditional => new ConditionalNode(arguments[0], arguments[1], arguments[2]),
            Operators.Equal => new EqualNode(arguments[0], arguments[1], isNegated: false),
            Operators.NotEqual => new EqualNode(arguments[0], arguments[1], isNegated: true),
            Operators.Index => new LookupNode(Attribute(arguments[0]), arguments[1], isOptional: false),
            Operators.OptionalIndex or Operators.OptionalSelect =>
                new LookupNode(Attribute(arguments[0]), arguments[1], isOptional: true),
            Operators.NotStrictlyFalse => new NotFalseNode(arguments[0]),
            "or" when meant.Overloads[0].Id == "optional_or_optional" =>
                new OrValueNode(arguments[0], arguments[1], givesValue: false),
            "orValue" when meant.Overloads[0].Id == "optional_orValue_value" =>
                new OrValueNode(arguments[0], arguments[1], givesValue: true),
            _ => MakePlainCall(meant, arguments),
        };
    }

    private static Node MakePlainCall(Reference.Function meant, ImmutableArray<Node> arguments)
    {
        if (meant.Overloads is [{ Id: "in_list" }] && arguments[1] is ConstantNode { Value: CelList list })
        {
            return MakeMembership(arguments[0], list) ?? new CallNode(meant.Name, meant.Overloads, arguments);
        }

        if (arguments.Length == 2 && Operators.IsPlain(meant.Name))
        {
            var overload = meant.Overloads.Length == 1 ? meant.Overloads[0].Id : "";
            return new OperatorNode(arguments[0], arguments[1], meant.Name, overload);
        }

        if (meant.Name is "find" or "findAll" or "matches"
            && arguments is [_, ConstantNode { Value: CelString pattern }, ..]
            && !Patterns.IsValid(pattern.Value))
        {
            throw new PlanException(Patterns.Fault(pattern.Value).Message);
        }

        var call = new CallNode(meant.Name, meant.Overloads, arguments);
        return arguments is [ConstantNode] && Conversions.IsConversion(meant.Name) ? WorkOut(call) : call;
    }

    private static Node? MakeMembership(Node operand, CelList list)
    {
        if (list.Count == 0)
        {
            return new ConstantNode(CelBool.False);
        }

        var values = new HashSet<CelValue>(KeyOrder.Instance);
        for (var i = 0; i < list.Count; i++)
        {
            if (list[i] is not (CelBool or CelInt or CelUint or CelDouble or CelString))
            {
                return null;
            }

            values.Add(list[i]);
        }

        return new MemberOfNode(operand, values);
    }

    private static ConstantNode WorkOut(Node node)
    {
        var frame = new Frame(CelActivation.Empty, 0, long.MaxValue, CancellationToken.None);
        var value = node.Evaluate(frame);
        return value is CelError fault ? throw new PlanException(fault.Message) : new ConstantNode(value);
    }

    private Node MakeList(Expr.ListOf list)
    {
        ImmutableArray<Node> elements = [.. list.Elements.Select(Make)];
        var node = new ListNode(elements, list.Optional);
        return elements.All(element => element is ConstantNode) ? WorkOut(node) : node;
    }

    private Node MakeMap(Expr.MapOf map)
    {
        ImmutableArray<(Node Key, Node Value, bool)> entries =
            [.. map.Entries.Select(entry => (Make(entry.Key), Make(entry.Value), entry.Optional))];
        var node = new MapNode(entries);
        return entries.All(entry => entry is { Key: ConstantNode, Value: ConstantNode }) ? WorkOut(node) : node;
    }

    private ObjectNode MakeObject(Expr.ObjectOf made) => new(
        ((Reference.TypeName)tree.References[made.Id]!).Type,
        [.. made.Members.Select(member => (new CelString(member.Name), Make(member.Value), member.Optional))]);

    private FoldNode MakeFold(Expr.Fold fold)
    {
        var range = Make(fold.Range);
        var start = Make(fold.Steps.Start);
        var mark = scope.Count;
        var places = new FoldSlots(slots++, fold.Names.Second is null ? -1 : slots++, slots++);
        scope.Add((fold.Names.Result, places.Result, Beginning(fold.Names.Result, start)));
        scope.Add((fold.Names.First, places.First, null));
        if (fold.Names.Second is { } second)
        {
            scope.Add((second, places.Second, null));
        }

        var condition = Make(fold.Steps.Condition);
        var step = Make(fold.Steps.Step);
        scope.RemoveRange(mark + 1, scope.Count - mark - 1);
        var result = Make(fold.Steps.Result);
        scope.RemoveRange(mark, scope.Count - mark);
        return new FoldNode(range, places, new FoldPlan(condition, step, result));
    }

    /// <summary>Lists and maps that a macro builds grow in place: they are seen when the loop has ended.</summary>
    private static Func<Frame, CelValue> Beginning(string name, Node start) => (name, start) switch
    {
        (FoldNames.Accumulator, ConstantNode { Value: CelList { Count: 0 } }) => _ => new GrowingList(),
        (FoldNames.Accumulator, ConstantNode { Value: CelMap { Count: 0 } }) => _ => new TableMap(),
        _ => start.Evaluate,
    };
}
