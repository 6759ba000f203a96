namespace Fairway.Merge.Guarding;

/// <summary>How a change is to be treated, in order of severity.</summary>
public enum VerdictKind
{
    /// <summary>A plan's approval is enough.</summary>
    Safe,

    /// <summary>Needs an approval that names it.</summary>
    Danger,

    /// <summary>Needs an approval that names it, and cannot be undone by a rollback.</summary>
    Irreversible,

    /// <summary>Is not done: the server would refuse it, or it would lose what nobody can restore.</summary>
    Refused,
}
