using Fairway.Twin.Api.Admission.Policies;

namespace Fairway.Twin.Api.Validation.Admission;
/// <summary>Expressions that say for which requests a webhook or a policy is asked at all.</summary>
internal static class MatchConditionValidation
{
    private const int Most = 64;

    /// <param name="conditions">The list.</param>
    /// <param name="hasParameters">Whether expressions may speak of <c>params</c>: those of policies with a kind of
    /// parameters.</param>
    public static void Check(Field conditions, bool hasParameters)
    {
        if (conditions.Count > Most)
        {
            conditions.TooMany(conditions.Count, Most);
        }

        var compiler = PolicyCompiler.OfNew(hasParameters, hasVariables: false);
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var condition in conditions.Items())
        {
            var (name, expression) = (condition["name"], condition["expression"]);
            if (expression.Text.Trim().Length == 0)
            {
                expression.Required();
            }
            else if (compiler.Condition(expression.Text.Trim()).Problem is { } problem)
            {
                expression.Invalid(expression.Text.Trim(), problem);
            }

            if (name.Text.Length == 0)
            {
                name.Required();
                continue;
            }

            NameChecks.Qualified(name, name.Text);
            if (!names.Add(name.Text))
            {
                name.Duplicate(name.Text);
            }
        }
    }
}
