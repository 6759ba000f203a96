using Fairway.Api.Releases;
using Fairway.Delivery.Gates;

namespace Fairway.Releases.Gates;

/// <summary>Where checks of a pipeline are asked.</summary>
internal static class CheckPoints
{
    /// <summary>Whether a check is asked at a point. Where it names none, it is asked after steps and after everything:
    /// before, a broken old version would hold its own mending.</summary>
    public static bool Has(IReadOnlyList<CheckPoint>? points, GatePoint point) => points is { Count: > 0 }
        ? points.Contains(Of(point))
        : point != GatePoint.Before;

    private static CheckPoint Of(GatePoint point) => point switch
    {
        GatePoint.Before => CheckPoint.Before,
        GatePoint.AfterStep => CheckPoint.AfterStep,
        _ => CheckPoint.After,
    };
}
