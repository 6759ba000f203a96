using Fairway.Kube;
using Fairway.Twin.Api.Objects;

namespace Fairway.Twin.Api.Watching;

/// <summary>How events lie behind each other on the wire.</summary>
internal abstract class WatchFraming
{
    /// <summary>Adds one event, whole.</summary>
    public abstract void Add(Pieces output, WatchFrame frame);
}
