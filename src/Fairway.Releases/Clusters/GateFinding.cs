using Fairway.Delivery.Gates;

namespace Fairway.Releases.Clusters;

/// <summary>What a gate said at a point of the way.</summary>
/// <param name="Gate">Its name.</param>
/// <param name="Point">Where it was asked.</param>
/// <param name="Answer">What it said.</param>
internal sealed record GateFinding(string Gate, GatePoint Point, GateAnswer Answer)
{
    /// <summary>As statuses name it: <c>health/before</c>.</summary>
    public string Name => $"{Gate}/{Where}";

    private string Where => Point switch
    {
        GatePoint.Before => "before",
        GatePoint.AfterStep => "step",
        _ => "after",
    };
}
