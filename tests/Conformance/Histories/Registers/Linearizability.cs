namespace Fairway.Conformance.Histories.Registers;

/// <summary>
/// Decides whether a history of one register could have come from calls that each took effect at one moment between
/// their start and their end. Calls without an answer may take effect at any later moment, or never.
/// </summary>
internal static class Linearizability
{
    /// <summary>
    /// Null if every object's history is linearizable; else the history of one whose is not, for a reader.
    /// </summary>
    /// <exception cref="InvalidOperationException">The search was given up.</exception>
    public static string? Check(IEnumerable<RegisterOperation> history)
    {
        foreach (
            var group in history.GroupBy(operation => operation.Key).OrderBy(group => group.Key, StringComparer.Ordinal)
        )
        {
            var operations = group.OrderBy(operation => operation.Start).ToList();
            if (!IsLinearizable(operations))
            {
                return $"no order explains these calls on {group.Key}:\n  {string.Join("\n  ", operations)}";
            }
        }

        return null;
    }

    /// <summary>The same for the operations of one object.</summary>
    public static bool IsLinearizable(IReadOnlyList<RegisterOperation> operations) =>
        new LinearizabilitySearch(operations).Run();
}
