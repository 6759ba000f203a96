namespace Fairway.Cel.Costs;

/// <summary>What a call may cost, and how large its result may be.</summary>
/// <param name="Cost">What it costs beside its arguments.</param>
/// <param name="Size">How large the result is; null where that is not known.</param>
internal readonly record struct CallEstimate(CelEstimate Cost, CelEstimate? Size = null);
