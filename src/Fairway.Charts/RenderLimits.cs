namespace Fairway.Charts;

/// <summary>How much a rendering may take; more is an error.</summary>
public sealed record RenderLimits
{
    public static RenderLimits Default { get; } = new();

    /// <summary>Steps of evaluation: nodes, rounds of loops, calls.</summary>
    public long Steps { get; init; } = 5_000_000;

    /// <summary>Bytes of text made on the way, printed or not.</summary>
    public long Text { get; init; } = 128 << 20;

    /// <summary>Templates inside templates. Helm stops at 1,000 of one name; nothing real nests so deeply.</summary>
    public int Depth { get; init; } = 100;
}
