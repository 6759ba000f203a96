namespace Fairway.Kube.Requests;

/// <summary>How the body of a patch is meant.</summary>
public enum PatchKind
{
    /// <summary>RFC 6902: a list of operations.</summary>
    Json,

    /// <summary>RFC 7386: null deletes, lists are replaced.</summary>
    Merge,

    /// <summary>Kubernetes' own, for built-in kinds only: lists are merged by key.</summary>
    Strategic,
}
