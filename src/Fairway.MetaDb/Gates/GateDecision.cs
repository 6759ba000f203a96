namespace Fairway.MetaDb.Gates;

/// <summary>What a gate decided. The names are stored: they do not change.</summary>
public enum GateDecision
{
    /// <summary>It lets the release go on.</summary>
    Pass,

    /// <summary>Not now; it looks again.</summary>
    Hold,

    /// <summary>It stops the release here.</summary>
    Fail,
}
