namespace Fairway.Workloads.Pods;

/// <summary>How pods come to a new revision.</summary>
internal enum UpdateStyle
{
    /// <summary>They are deleted, and others are created.</summary>
    Recreate,

    /// <summary>They stay where only images differ.</summary>
    InPlaceIfPossible,

    /// <summary>They stay; where more than images differs, nothing is done.</summary>
    InPlaceOnly,

    /// <summary>Only when somebody deletes them.</summary>
    OnDelete,
}
