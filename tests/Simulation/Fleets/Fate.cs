using Fairway.Kube;

namespace Fairway.Simulation.Fleets;

/// <summary>What becomes of one call.</summary>
internal readonly record struct Fate
{
    /// <summary>How long it takes to the server.</summary>
    public TimeSpan Before { get; init; }

    /// <summary>How long the answer takes back.</summary>
    public TimeSpan After { get; init; }

    /// <summary>The server never sees it.</summary>
    public bool IsLostOnTheWay { get; init; }

    /// <summary>The server does it, and the caller never hears of it.</summary>
    public bool IsAnswerLost { get; init; }

    /// <summary>The server does it, and says that it failed.</summary>
    public bool FailsAfterwards { get; init; }

    /// <summary>The server does nothing, and says this.</summary>
    public KubeResponse? Refusal { get; init; }
}

/// <summary>What becomes of one event of a watch, and of the watch.</summary>
internal readonly record struct FrameFate(TimeSpan Late, WatchBreak Break);

/// <summary>How a watch ends.</summary>
internal enum WatchBreak
{
    /// <summary>Not yet.</summary>
    None,

    /// <summary>The connection is gone.</summary>
    Lost,

    /// <summary>The server ends it.</summary>
    Ended,

    /// <summary>What comes next has been forgotten (410).</summary>
    Expired,
}
