using Fairway.Merge.Diffing;

namespace Fairway.Merge.Guarding;

/// <summary>
/// When a rule speaks of a place: a <see cref="ValueCondition"/>, and after <c>while</c> what must be so around it:
/// <c>autoscaled</c> (an autoscaler has the object as its target) or <c>drifted</c> (somebody else changed the place
/// since it was recorded).
/// </summary>
public sealed class RuleCondition
{
    private const string While = " while ";

    private readonly string circumstance;

    private RuleCondition(string text, ValueCondition values, string circumstance)
    {
        Text = text;
        Values = values;
        this.circumstance = circumstance;
    }

    /// <summary>As the rule writes it.</summary>
    public string Text { get; }

    /// <summary>What must be so of the values.</summary>
    internal ValueCondition Values { get; }

    /// <summary>Reads a condition.</summary>
    /// <exception cref="FormatException">There is no such condition.</exception>
    public static RuleCondition Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var at = text.IndexOf(While, StringComparison.Ordinal);
        var circumstance = at < 0 ? "" : text[(at + While.Length)..];
        return circumstance is "" or "autoscaled" or "drifted"
            ? new(text, ValueCondition.Parse(at < 0 ? text : text[..at]), circumstance)
            : throw new FormatException(
                $"\"{text}\" is no condition: after while comes autoscaled or drifted, not \"{circumstance}\".");
    }

    /// <summary>Whether the circumstance holds.</summary>
    internal bool Applies(FieldChange change, bool isAutoscaled) => circumstance switch
    {
        "autoscaled" => isAutoscaled,
        "drifted" => change.Cause == ChangeCause.Drift || change.Conflicts,
        _ => true,
    };
}
