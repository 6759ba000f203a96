using Fairway.Cel.Checking;
using Fairway.Cel.Costs;
using Fairway.Cel.Evaluation;
using Fairway.Cel.Functions;
using Fairway.Cel.Schemas;
using Fairway.Cel.Types;
using Fairway.Cel.Values;

namespace Fairway.Cel;

/// <summary>An expression that is ready to be evaluated, any number of times and by several threads at once.</summary>
public sealed class CelProgram
{
    private readonly CheckedText tree;
    private readonly Plan plan;

    internal CelProgram(CheckedText tree, Plan plan)
    {
        this.tree = tree;
        this.plan = plan;
        Variables =
        [
            .. tree.References.OfType<Reference.Variable>().Select(variable => variable.Name)
                .Distinct().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The type of its value, as far as it is known.</summary>
    public CelType ResultType => tree.TypeOf(tree.Root);

    /// <summary>What an evaluation may cost, found without one.</summary>
    /// <param name="sizes">How large the object is that variables stand for: <c>self</c> and <c>oldSelf</c> of a rule;
    /// null where nothing is known.</param>
    public CelEstimate EstimateCost(CelDeclaration? sizes = null) => CostEstimator.Estimate(tree, sizes);

    /// <summary>The variables that it names, in their order.</summary>
    public IReadOnlyList<string> Variables { get; }

    /// <summary>Evaluates the expression. Never throws for what is in the expression or its variables.</summary>
    /// <param name="variables">Values of its variables.</param>
    /// <param name="budget">What it may cost; what it does cost is taken from it.</param>
    /// <param name="cancel">Stops it, within a thousand cost units.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public CelResult Evaluate(ICelActivation variables, CelBudget budget, CancellationToken cancel = default)
    {
        var frame = new Frame(variables, plan.Locals, Math.Min(budget.PerCall, budget.Remaining), cancel);
        try
        {
            var value = plan.Root.Evaluate(frame);
            return value is CelError fault
                ? new CelResult(null, fault.Message, frame.Cost)
                : new CelResult(value, null, frame.Cost);
        }
        catch (Exception stop) when (stop is BudgetStop or TooLargeException)
        {
            return new CelResult(null, BudgetStop.Words, frame.Cost, IsOverBudget: true);
        }
        finally
        {
            budget.Spend(frame.Cost);
        }
    }
}
