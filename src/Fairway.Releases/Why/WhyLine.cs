namespace Fairway.Releases.Why;

/// <summary>One line of an explanation. The most telling comes first.</summary>
/// <param name="About">The object that it speaks of: <c>Cluster eu-1</c>, <c>proxy</c>, <c>Release web-2</c>.</param>
/// <param name="Says">One sentence.</param>
/// <param name="Kind">What it is in the explanation.</param>
public sealed record WhyLine(string About, string Says, WhyKind Kind);

/// <summary>What a line is in an explanation.</summary>
public enum WhyKind
{
    /// <summary>How things are.</summary>
    State,

    /// <summary>What holds it: nothing goes on before this changes.</summary>
    Blocker,

    /// <summary>What it waits for, and comes by itself.</summary>
    Waiting,

    /// <summary>What was seen: a gate's decision, a failure.</summary>
    Evidence,
}
