namespace Fairway.Twin.Behaviour.NodeLifecycle;

/// <summary>How a zone is doing.</summary>
internal enum ZoneState
{
    /// <summary>Most nodes are ready.</summary>
    Normal,

    /// <summary>More than two nodes are not, and these are 55 % or more.</summary>
    PartialDisruption,

    /// <summary>No node is ready: more likely the zone is cut off than that all its nodes are dead.</summary>
    FullDisruption,
}
