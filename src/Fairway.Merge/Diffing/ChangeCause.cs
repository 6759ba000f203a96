namespace Fairway.Merge.Diffing;

/// <summary>Why target and live differ.</summary>
public enum ChangeCause
{
    /// <summary>The target is not what was recorded: we change it.</summary>
    Target,

    /// <summary>The target is what was recorded, and somebody else changed the live object.</summary>
    Drift,
}
