using Fairway.Api.Components;

namespace Fairway.Delivery.Drift;

/// <summary>A kind of change that can tell what others changed of what it brought.</summary>
public interface IDriftKind
{
    /// <summary>Whether it carries this type of component.</summary>
    bool Carries(ComponentType type);

    /// <summary>Begins to watch a cluster; what of it, is found at the first look at each component.</summary>
    /// <param name="clusterId">The cluster's id.</param>
    /// <param name="moved">Told the name of a component of which something has changed: look at it again. It may be
    /// called from a watch's loop, and must not throw.</param>
    IDriftWatch Watch(string clusterId, Action<string> moved);
}
