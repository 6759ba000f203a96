using System.IO.Enumeration;

namespace Fairway.Twin.Faults;

/// <summary>One thing that goes wrong: for whom, when and what. What is left out does not restrict.</summary>
public sealed record FaultRule
{
    /// <summary>What happens.</summary>
    public required FaultEffect Do { get; init; }

    /// <summary>Pattern of the caller: its process, its product in the User-Agent, its field manager, its user, or the
    /// controller that calls. <c>*</c> stands for any characters.</summary>
    public string? Caller { get; init; }

    /// <summary>Pattern of the cluster's id.</summary>
    public string? Cluster { get; init; }

    /// <summary>Verbs as roles name them: get, list, watch, create, update, patch, delete, deletecollection.</summary>
    public IReadOnlyList<string>? Verbs { get; init; }

    /// <summary>Resources: <c>pods</c>, <c>deployments.apps</c>, <c>pods/status</c>; a pattern may be given.</summary>
    public IReadOnlyList<string>? Resources { get; init; }

    /// <summary>Pattern of the namespace.</summary>
    public string? Namespace { get; init; }

    /// <summary>Pattern of the object's name; lists and creations have none.</summary>
    public string? Name { get; init; }

    /// <summary>How often it happens where it may, 0 to 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>So many matches are spared first.</summary>
    public long After { get; init; }

    /// <summary>How many times it happens at most; null for no limit.</summary>
    public long? Times { get; init; }

    /// <summary>Since the run began: not before.</summary>
    public TimeSpan? From { get; init; }

    /// <summary>Since the run began: not from then on.</summary>
    public TimeSpan? Until { get; init; }

    /// <summary>How long, for effects that take time.</summary>
    public FaultDelay? Delay { get; init; }

    /// <summary>The status of <see cref="FaultEffect.Refuse"/> and <see cref="FaultEffect.FailAfterwards"/>.</summary>
    public int? Status { get; init; }

    /// <summary>Retry-After of a refusal; null for none.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Whether it strikes events of watches, and not calls.</summary>
    public bool IsOfEvents => Do >= FaultEffect.DelayEvent;

    /// <summary>Whether the call, or the watch, is one of those that it may strike at this time.</summary>
    /// <param name="call">The call.</param>
    /// <param name="elapsed">Since the run began.</param>
    internal bool Covers(FaultCall call, TimeSpan elapsed) =>
        !(elapsed < From) && !(elapsed >= Until)
        && (Verbs is null || Verbs.Contains(call.Verb))
        && (Resources is null || Resources.Any(call.IsOf))
        && Fits(Cluster, call.Cluster)
        && Fits(Namespace, call.Namespace)
        && Fits(Name, call.Name)
        && (Caller is null || call.Callers.Any(caller => Fits(Caller, caller)));

    /// <summary>Whether a text fits a pattern; anything fits none.</summary>
    internal static bool Fits(string? pattern, string? text) =>
        pattern is null || FileSystemName.MatchesSimpleExpression(pattern, text ?? "", ignoreCase: false);
}
