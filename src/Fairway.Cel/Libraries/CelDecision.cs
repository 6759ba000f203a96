namespace Fairway.Cel.Libraries;

/// <summary>An authorizer's answer.</summary>
/// <param name="Allowed">Whether it may be done.</param>
/// <param name="Reason">Why; may be empty.</param>
/// <param name="Error">What went wrong while it was asked, or null.</param>
public sealed record CelDecision(bool Allowed, string Reason = "", string? Error = null);
