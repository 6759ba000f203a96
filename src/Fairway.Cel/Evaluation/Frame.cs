using Fairway.Cel.Values;

namespace Fairway.Cel.Evaluation;

/// <summary>One evaluation: its variables and what it has cost so far.</summary>
internal sealed class Frame(ICelActivation variables, int locals, long limit, CancellationToken cancel)
{
    private const long BetweenLooks = 1000;

    private long nextLook = BetweenLooks;

    public CelValue?[] Locals { get; } = locals == 0 ? [] : new CelValue?[locals];

    public long Cost { get; private set; }

    public CelValue? Find(string name) => variables.Find(name);

    /// <summary>Adds a cost.</summary>
    /// <exception cref="BudgetStop">It is more than the evaluation may cost.</exception>
    public void Charge(long cost)
    {
        Cost = cost > long.MaxValue - Cost ? long.MaxValue : Cost + cost;
        if (Cost > limit)
        {
            throw new BudgetStop();
        }

        if (Cost >= nextLook)
        {
            nextLook = Cost + BetweenLooks;
            cancel.ThrowIfCancellationRequested();
        }
    }
}
