using System.Collections.Immutable;
using Fairway.Cel.Checking;
using Fairway.Cel.Schemas;
using Fairway.Cel.Syntax;
using Fairway.Cel.Types;

namespace Fairway.Cel.Costs;

/// <summary>
/// What an expression may cost, found without evaluating it: the arithmetic of cel-go's checker/cost.go, by which API
/// servers refuse rules of custom resources.
/// </summary>
internal sealed class CostEstimator
{
    private readonly CheckedText tree;
    private readonly SizeBook sizes;
    private readonly CallEstimator calls;

    private CostEstimator(CheckedText tree, CelDeclaration? root)
    {
        this.tree = tree;
        sizes = new SizeBook(tree, root);
        calls = new CallEstimator(sizes, new LibraryEstimates(root));
    }

    public static CelEstimate Estimate(CheckedText tree, CelDeclaration? root) =>
        new CostEstimator(tree, root).Cost(tree.Root);

    private CelEstimate Cost(Expr node) => node switch
    {
        Expr.Name name => CostName(name),
        Expr.Select select => CostSelect(select),
        Expr.Call call => CostCall(call),
        Expr.ListOf list => CostList(list),
        Expr.MapOf map => CostMap(map),
        Expr.ObjectOf made => made.Members
            .Aggregate(CelEstimate.Zero, (sum, member) => sum.Plus(Cost(member.Value)))
            .Plus(CelEstimate.Fixed(40)),
        Expr.Fold fold => fold.Names.First == FoldNames.Unused ? CostBinding(fold) : CostFold(fold),
        _ => CelEstimate.Zero,
    };

    private CelEstimate CostName(Expr.Name name)
    {
        sizes.SetPath(name, sizes.Local(name.Text) is { } local ? local.Path : [name.Text]);
        return CelEstimate.One;
    }

    private CelEstimate CostSelect(Expr.Select select)
    {
        if (tree.References[select.Id] is not null)
        {
            // A qualified name, of a type or a variable.
            sizes.SetPath(select, [Checker.QualifiedName(select)!]);
            return CelEstimate.One;
        }

        var cost = Cost(select.Operand);
        if (select.IsTest)
        {
            return cost;
        }

        sizes.SetPath(select, sizes.PathOf(select.Operand).Add(select.Field));
        return tree.TypeOf(select.Operand).Kind is CelTypeKind.Map or CelTypeKind.Struct or CelTypeKind.Parameter
            ? cost.Plus(CelEstimate.One)
            : cost;
    }

    private CelEstimate CostCall(Expr.Call call)
    {
        var meant = (Reference.Function)tree.References[call.Id]!;
        if (meant.Name == "dyn")
        {
            var inner = Cost(call.Arguments[0]);
            sizes.Copy(call, call.Arguments[0]);
            return inner.Plus(CelEstimate.One);
        }

        var costs = call.Arguments.Select(Cost).ToImmutableArray();
        var arguments = call.Arguments.Select(sizes.View).ToImmutableArray();
        var sum = CelEstimate.Zero;
        Sized? target = null;
        if (meant.TakesTarget && call.Target is not null)
        {
            sum = Cost(call.Target);
            target = sizes.View(call.Target);
        }

        var own = new CelEstimate(ulong.MaxValue, 0);
        CelEstimate? size = null;
        foreach (var overload in meant.Overloads)
        {
            var estimate = calls.Estimate(
                call, new CallShape(meant.Name, overload.Id, target, arguments, costs));
            own = own.Or(estimate.Cost);
            if (estimate.Size is { } resultSize)
            {
                size = size is { } known ? known.Or(resultSize) : resultSize;
            }

            if (overload.Id is "index_list" or "index_map")
            {
                size = sizes.Entries(call.Arguments[0])?.Value;
                sizes.SetPath(
                    call, sizes.PathOf(call.Arguments[0]).Add(overload.Id == "index_list" ? "@items" : "@values"));
            }

            size ??= sizes.SizeOf(call);
        }

        sizes.SetSize(call, size);
        return sum.Plus(own);
    }

    private CelEstimate CostList(Expr.ListOf list)
    {
        var sum = CelEstimate.Fixed(10);
        var element = list.Elements.IsEmpty ? CelEstimate.Zero : new CelEstimate(ulong.MaxValue, 0);
        foreach (var inner in list.Elements)
        {
            sum = sum.Plus(Cost(inner));
            element = element.Or(sizes.SizeOrUnknown(inner));
        }

        sizes.SetEntries(list, new EntrySize(true, CelEstimate.One, element));
        return sum;
    }

    private CelEstimate CostMap(Expr.MapOf map)
    {
        var sum = CelEstimate.Fixed(30);
        var nothing = map.Entries.IsEmpty ? CelEstimate.Zero : new CelEstimate(ulong.MaxValue, 0);
        var (key, value) = (nothing, nothing);
        foreach (var entry in map.Entries)
        {
            sum = sum.Plus(Cost(entry.Key)).Plus(Cost(entry.Value));
            key = key.Or(sizes.SizeOrUnknown(entry.Key));
            value = value.Or(sizes.SizeOrUnknown(entry.Value));
        }

        sizes.SetEntries(map, new EntrySize(false, key, value));
        return sum;
    }

    private CelEstimate CostBinding(Expr.Fold fold)
    {
        var sum = Cost(fold.Range).Plus(Cost(fold.Steps.Start));
        sizes.Push(fold.Names.Result, sizes.BoundTo(fold.Steps.Start));
        sum = sum.Plus(Cost(fold.Steps.Result));
        sizes.Pop(fold.Names.Result);
        sizes.Copy(fold, fold.Steps.Result);
        return sum;
    }

    private CelEstimate CostFold(Expr.Fold fold)
    {
        var (names, steps) = (fold.Names, fold.Steps);
        var sum = Cost(fold.Range).Plus(Cost(steps.Start));
        sizes.Push(names.Result, sizes.BoundTo(steps.Start));
        if (names.Second is null)
        {
            sizes.Push(names.First, sizes.ElementOf(fold.Range));
        }
        else
        {
            sizes.Push(names.First, sizes.KeyOf(fold.Range));
            sizes.Push(names.Second, sizes.ValueOf(fold.Range));
        }

        var loop = Cost(steps.Condition);
        loop = Cost(steps.Step).Plus(loop);
        sizes.Pop(names.First);
        if (names.Second is not null)
        {
            sizes.Pop(names.Second);
        }

        sum = sum.Plus(Cost(steps.Result));
        sizes.Pop(names.Result);
        var times = sizes.SizeOrUnknown(fold.Range);
        switch (steps.Start)
        {
            case Expr.Literal:
                sizes.SetSize(fold, sizes.SizeOf(steps.Start));
                break;
            case Expr.ListOf or Expr.MapOf:
                sizes.SetSize(fold, times);
                sizes.SetEntries(fold, sizes.Entries(steps.Step));
                break;
            default:
                break;
        }

        return sum.Plus(times.Times(loop));
    }
}
