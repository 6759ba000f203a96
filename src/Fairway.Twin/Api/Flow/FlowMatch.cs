namespace Fairway.Twin.Api.Flow;

/// <summary>Which flow schema a request falls under, and at which priority level.</summary>
/// <param name="SchemaUid">metadata.uid of the FlowSchema.</param>
/// <param name="LevelUid">metadata.uid of its PriorityLevelConfiguration; empty where that is missing.</param>
public sealed record FlowMatch(string SchemaUid, string LevelUid)
{
    /// <summary>The header that tells <see cref="SchemaUid"/>.</summary>
    public const string SchemaHeader = "X-Kubernetes-PF-FlowSchema-UID";

    /// <summary>The header that tells <see cref="LevelUid"/>.</summary>
    public const string LevelHeader = "X-Kubernetes-PF-PriorityLevel-UID";
}
