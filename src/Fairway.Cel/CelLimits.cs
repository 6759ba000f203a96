namespace Fairway.Cel;

/// <summary>
/// How much an expression may cost. A unit is about one step of evaluation, as the CEL specification of costs counts
/// it; the numbers are those of the Kubernetes API server, version 1.36.
/// </summary>
public static class CelLimits
{
    /// <summary>The most that one evaluation of one expression may cost.</summary>
    public const long PerCall = 1_000_000;

    /// <summary>The most that all rules of one custom resource, or all expressions of one admission policy, may cost in
    /// one request.</summary>
    public const long PerRequest = 10_000_000;

    /// <summary>The most that the match conditions of one webhook or policy may cost in one request.</summary>
    public const long MatchConditions = 2_500_000;

    /// <summary>The most that one rule of a custom resource's schema may be estimated to cost when it is
    /// declared.</summary>
    public const long EstimatedPerRule = 10_000_000;

    /// <summary>The most that all rules of a custom resource's schema together may be estimated to cost.</summary>
    public const long EstimatedPerDefinition = 100_000_000;
}
