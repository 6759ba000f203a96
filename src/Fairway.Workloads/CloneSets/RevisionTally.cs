namespace Fairway.Workloads.CloneSets;

/// <summary>The active pods of one revision, counted.</summary>
internal readonly record struct RevisionTally
{
    /// <summary>All of them.</summary>
    public int Total { get; init; }

    /// <summary>Those that prepare to be deleted.</summary>
    public int Preparing { get; init; }

    /// <summary>Those that are to be deleted and replaced, available or not.</summary>
    public int Marked { get; init; }

    /// <summary>Of <see cref="Marked"/>, those that are not available.</summary>
    public int MarkedUnavailable { get; init; }

    /// <summary>Of the others, those that are not available.</summary>
    public int Unavailable { get; init; }

    /// <summary>Those that do not prepare to be deleted.</summary>
    public int Active => Total - Preparing;

    /// <summary>The same with one pod more.</summary>
    public RevisionTally With(bool preparing, bool marked, bool available) => new()
    {
        Total = Total + 1,
        Preparing = Preparing + (preparing ? 1 : 0),
        Marked = Marked + (!preparing && marked ? 1 : 0),
        MarkedUnavailable = MarkedUnavailable + (!preparing && marked && !available ? 1 : 0),
        Unavailable = Unavailable + (!preparing && !marked && !available ? 1 : 0),
    };
}
