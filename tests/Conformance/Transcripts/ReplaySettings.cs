namespace Fairway.Conformance.Transcripts;

/// <summary>How patient a replay is.</summary>
internal sealed record ReplaySettings
{
    /// <summary>The longest wait for one answer.</summary>
    public TimeSpan AnswerTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The pause between two tries of a poll.</summary>
    public TimeSpan PollPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Multiplies the recorded time limits of polls and watches.</summary>
    public double Scale { get; init; } = 1;

    /// <summary>Begins the name of every namespace; runs at the same time on one server need different ones.</summary>
    public char NamePrefix { get; init; } = 't';
}
