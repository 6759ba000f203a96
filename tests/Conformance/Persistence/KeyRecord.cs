namespace Fairway.Conformance.Persistence;

/// <summary>What is known of one object that one client alone writes.</summary>
/// <param name="Value">The value that was acknowledged last; null: absent.</param>
/// <param name="Revision">The highest revision acknowledged for it.</param>
/// <param name="Tried">Whether a write was sent that was never answered.</param>
/// <param name="TriedValue">Its value; null: a deletion.</param>
internal sealed record KeyRecord(string? Value, long Revision, bool Tried, string? TriedValue)
{
    public static KeyRecord Unwritten { get; } = new(null, 0, false, null);

    /// <summary>Null if the object may be found so after a crash; else what is wrong.</summary>
    public string? Judge(string? value, long revision)
    {
        if (value == Value)
        {
            return value is null || revision == Revision
                ? null
                : $"has revision {revision}, and {Revision} was acknowledged";
        }

        if (Tried && value == TriedValue)
        {
            return value is null || revision > Revision
                ? null
                : $"has revision {revision} after {Revision} was acknowledged";
        }

        return $"is {value ?? "absent"}, and {Value ?? "absence"} was acknowledged at {Revision}";
    }
}
