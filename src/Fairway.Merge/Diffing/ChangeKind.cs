namespace Fairway.Merge.Diffing;

/// <summary>What happens to a place.</summary>
public enum ChangeKind
{
    /// <summary>Nothing is there now.</summary>
    Add,

    /// <summary>Another value is there now.</summary>
    Replace,

    /// <summary>What is there goes.</summary>
    Remove,
}
