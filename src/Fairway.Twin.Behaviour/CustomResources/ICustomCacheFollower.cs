using Fairway.Twin.Behaviour.Running;

namespace Fairway.Twin.Behaviour.CustomResources;

/// <summary>A controller that looks at custom resources, whichever there are.</summary>
internal interface ICustomCacheFollower
{
    /// <summary>A cache begins; it holds nothing yet. What comes back is disposed when it ends.</summary>
    IDisposable Follow(AnyCache cache);

    /// <summary>The definition of the cache is gone, and all of its objects with it.</summary>
    void Lose(AnyCache cache);
}
