namespace Fairway.Releases.Clusters;

/// <summary>Why something could not be seen or done.</summary>
/// <param name="Kind">What to make of it.</param>
/// <param name="Reason">Why, in one CamelCase word.</param>
/// <param name="Message">The same in one sentence.</param>
internal sealed record ClusterTrouble(TroubleKind Kind, string Reason, string Message);

/// <summary>What to make of trouble.</summary>
internal enum TroubleKind
{
    /// <summary>It may pass; the phase's deadline says for how long it may last.</summary>
    Unreachable,

    /// <summary>The MetaDB or the meta cluster does not answer: no verdict, however long it lasts.</summary>
    Blind,

    /// <summary>An act may not begin, or not go on. Nothing is wrong with the cluster.</summary>
    Fenced,

    /// <summary>A person must look first.</summary>
    Disagreement,

    /// <summary>The change cannot be made; waiting does not mend it.</summary>
    Refused,
}
