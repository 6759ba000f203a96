using Fairway.Delivery.Gates;
using Fairway.Releases.Approvals;
using Fairway.Releases.Blockers;
using Fairway.Releases.Interlocks;
using Fairway.Releases.Vetoes;
using Fairway.Releases.Windows;

namespace Fairway.Releases.Gates;

/// <summary>
/// Asks the gates that decide by what the meta cluster says: they are cheap, keep no state, and are asked before a
/// cluster gets a slot, before it begins, before each step, and once more at the act. Pure.
/// </summary>
public static class GatePlanner
{
    /// <summary>Their names, in the order in which they are asked.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["veto", "interlock", "blocker", "approval", "window"];

    /// <summary>What they say; a gate that nothing concerns says nothing. They are not asked on the way back.</summary>
    public static IReadOnlyList<GateVerdict> Ask(GateSubject subject, GateBook book) =>
    [
        .. Said("veto", VetoPlanner.Decide(subject)),
        .. Said("interlock", InterlockPlanner.Decide(subject)),
        .. Said("blocker", BlockerPlanner.Decide(subject, book)),
        .. Said("approval", ApprovalPlanner.Decide(subject, book.Approvals)),
        .. Said("window", WindowPlanner.Decide(subject, book.Windows)),
    ];

    /// <summary>The first that holds; null where none does.</summary>
    public static GateVerdict? Against(IReadOnlyList<GateVerdict> verdicts) =>
        verdicts.FirstOrDefault(verdict => verdict.Holds);

    private static IEnumerable<GateVerdict> Said(string gate, GateAnswer? answer) =>
        answer is null ? [] : [new GateVerdict(gate, answer)];
}
