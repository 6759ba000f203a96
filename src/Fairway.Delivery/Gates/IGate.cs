using System.Text.Json.Nodes;
using Fairway.Api.Releases;
using Fairway.Delivery.Changes;

namespace Fairway.Delivery.Gates;

/// <summary>Anything that can hold a Release. It decides on what it sees, and says what it saw. Missing data never
/// passes.</summary>
public interface IGate
{
    /// <summary>Its name: <c>health</c>.</summary>
    string Name { get; }

    /// <summary>Where it is asked.</summary>
    IReadOnlySet<GatePoint> Points { get; }

    /// <summary>Whether it asks others, or takes its time: then it is asked only where those that are quick let
    /// through.</summary>
    bool IsSlow => false;

    /// <summary>Whether it has anything to ask there; one that has not is not asked, and leaves no evidence.</summary>
    bool IsDemanded(ClusterRelease item, GatePoint point) => true;

    /// <summary>Looks, and decides.</summary>
    Task<GateAnswer> DecideAsync(GateQuestion question, CancellationToken cancel);
}

/// <summary>Where in a cluster's way a gate is asked.</summary>
public enum GatePoint
{
    /// <summary>Before anything is changed.</summary>
    Before,

    /// <summary>After the bake of a step.</summary>
    AfterStep,

    /// <summary>After everything, before it is recorded as good.</summary>
    After,
}

/// <summary>What a gate is asked.</summary>
/// <param name="Point">Where in the way.</param>
/// <param name="ClusterRelease">The Release in the cluster.</param>
/// <param name="Order">The change on its way.</param>
/// <param name="Now">The moment of asking.</param>
public sealed record GateQuestion(
    GatePoint Point, ClusterRelease ClusterRelease, ChangeOrder Order, DateTimeOffset Now)
{
    /// <summary>Clusters that have the component, and of this Release nothing yet, by id.</summary>
    public IReadOnlyList<string> Unchanged { get; init; } = [];
}

/// <summary>What a gate says.</summary>
/// <param name="Decision">Whether it lets through.</param>
/// <param name="Says">What it saw, in one sentence.</param>
/// <param name="Facts">What it saw, as evidence.</param>
public sealed record GateAnswer(GateDecision Decision, string Says, JsonObject Facts)
{
    /// <summary>When to ask again, where nothing wakes the asker; null: at the next look.</summary>
    public DateTimeOffset? AskAgainAt { get; init; }

    /// <summary>Why it does not let through, in one CamelCase word of the API; null: it is a gate like
    /// others.</summary>
    public string? Reason { get; init; }

    /// <summary>Why a person let through what the gate would have held; audited. Null where nobody did.</summary>
    public string? Bypass { get; init; }
}

/// <summary>Whether a gate lets through.</summary>
public enum GateDecision
{
    /// <summary>Go on.</summary>
    Pass,

    /// <summary>Wait.</summary>
    Hold,

    /// <summary>Give up.</summary>
    Fail,
}
