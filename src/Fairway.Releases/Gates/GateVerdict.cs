using Fairway.Delivery.Gates;

namespace Fairway.Releases.Gates;

/// <summary>What a gate of the meta cluster says.</summary>
/// <param name="Gate">Its name: <c>window</c>.</param>
/// <param name="Answer">What it says.</param>
public sealed record GateVerdict(string Gate, GateAnswer Answer)
{
    /// <summary>Whether it holds.</summary>
    public bool Holds => Answer.Decision != GateDecision.Pass;

    /// <summary>Whether it speaks of conflict domains.</summary>
    internal bool IsInterlock => Gate == "interlock";
}
