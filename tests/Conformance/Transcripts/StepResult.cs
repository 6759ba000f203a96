using Fairway.Conformance.Transcripts.Comparing;

namespace Fairway.Conformance.Transcripts;

/// <summary>How one step's answer differs from the recorded one.</summary>
internal sealed record StepResult(Step Step, IReadOnlyList<Difference> Differences)
{
    public bool IsEqual => Differences.Count == 0;
}
