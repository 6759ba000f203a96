namespace Fairway.Merge.Diffing;

/// <summary>What happens to an object as a whole.</summary>
public enum ObjectAction
{
    /// <summary>Nothing: it is as it is to be.</summary>
    None,

    /// <summary>It is not there, and is made.</summary>
    Create,

    /// <summary>It is there, and some of its fields change.</summary>
    Update,

    /// <summary>It was recorded, is no longer wanted, and goes.</summary>
    Delete,
}
