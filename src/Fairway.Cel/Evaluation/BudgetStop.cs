namespace Fairway.Cel.Evaluation;

/// <summary>An evaluation has cost more than it may.</summary>
internal sealed class BudgetStop : Exception
{
    public const string Words = "operation cancelled: actual cost limit exceeded";
}
