namespace Fairway.Twin.Api.Admission.Policies;

/// <summary>The expressions of a policy cost more than a request may.</summary>
internal sealed class PolicyBudgetException : Exception
{
    public PolicyBudgetException()
        : base(PolicyExpression.OutOfBudget)
    {
    }
}
