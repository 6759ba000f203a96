using System.Text.RegularExpressions;

namespace Fairway.Twin.Api.Validation;

/// <summary>Conditions of the common form (metav1.Condition).</summary>
internal static partial class ConditionValidation
{
    private const int LongestReason = 1024;
    private const int LongestMessage = 32 * 1024;

    private const string ReasonRule =
        "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric "
        + "characters or '_,:', and must end with an alphanumeric character or '_' (e.g. 'my_name',  or 'MY_NAME',  "
        + "or 'MyName',  or 'ReasonA,ReasonB',  or 'ReasonA:ReasonB', regex used for validation is "
        + "'[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?')";

    public static void Check(Field conditions)
    {
        var types = new NameSet();
        foreach (var condition in conditions.Items())
        {
            if (!types.Add(condition.TextOf("type")))
            {
                condition["type"].Duplicate(condition.TextOf("type"));
            }

            CheckOne(condition);
        }
    }

    private static void CheckOne(Field condition)
    {
        NameChecks.Qualified(condition["type"], condition.TextOf("type"));
        var status = condition["status"];
        if (status.Text is not ("True" or "False" or "Unknown"))
        {
            status.Unsupported(status.Text, "False", "True", "Unknown");
        }

        if (condition["observedGeneration"] is { Number: < 0 } generation)
        {
            generation.Invalid("must be greater than or equal to zero");
        }

        if (condition.TextOf("lastTransitionTime").Length == 0)
        {
            condition["lastTransitionTime"].Required("must be set");
        }

        CheckReason(condition["reason"]);
        if (condition["message"] is { Text.Length: > LongestMessage } message)
        {
            message.TooLong(LongestMessage);
        }
    }

    private static void CheckReason(Field reason)
    {
        if (reason.Text.Length == 0)
        {
            reason.Required("must be set");
            return;
        }

        reason.Check(Reason().IsMatch(reason.Text) ? null : ReasonRule);
        if (reason.Text.Length > LongestReason)
        {
            reason.TooLong(LongestReason);
        }
    }

    [GeneratedRegex(@"^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?\z")]
    private static partial Regex Reason();
}
