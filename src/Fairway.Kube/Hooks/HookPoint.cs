namespace Fairway.Kube.Hooks;

/// <summary>Where a run can be looked at, held up or broken: the ten points between which a controller and its API
/// server can see different worlds.</summary>
public enum HookPoint
{
    /// <summary>A controller's worker has taken a key.</summary>
    Dequeue,

    /// <summary>One object is read.</summary>
    Get,

    /// <summary>A collection is read.</summary>
    List,

    /// <summary>An object is created (of subresources: bound, evicted, given a token).</summary>
    Create,

    /// <summary>An object is replaced.</summary>
    Update,

    /// <summary>An object is patched or applied.</summary>
    Patch,

    /// <summary>One object is deleted.</summary>
    Delete,

    /// <summary>A collection is deleted.</summary>
    DeleteCollection,

    /// <summary>A cache is about to take in an event of its watch.</summary>
    Delta,

    /// <summary>The API server is about to hand events to a watch.</summary>
    Dispatch,
}
