using System.Collections.Immutable;

namespace Fairway.Twin.Behaviour.Autoscaling;

/// <summary>What the controller remembers of an autoscaler; a new process begins with nothing.</summary>
/// <param name="Recommendations">What was asked for, and when.</param>
/// <param name="Changes">By how much the target was scaled, and when.</param>
internal sealed record AutoscalerMemory(
    ImmutableArray<(int Replicas, DateTimeOffset At)> Recommendations,
    ImmutableArray<(int By, DateTimeOffset At)> Changes)
{
    public static AutoscalerMemory Nothing { get; } = new([], []);

    /// <summary>When it was last looked at; null where it never was.</summary>
    public DateTimeOffset? LookedAt { get; init; }

    /// <summary>Which pods the target selected when it was last looked at; null where that is not known.</summary>
    public string? Selector { get; init; }

    /// <summary>The same with another recommendation, without those that no longer count.</summary>
    public AutoscalerMemory Recommending(int replicas, DateTimeOffset now, TimeSpan window) => this with
    {
        Recommendations = [.. Recommendations.Where(r => r.At >= now - window), (replicas, now)],
    };

    /// <summary>The same with another change, without those that no longer count.</summary>
    public AutoscalerMemory Changing(int by, DateTimeOffset now, TimeSpan longest) => this with
    {
        Changes = [.. Changes.Where(c => c.At > now - longest), (by, now)],
    };
}
