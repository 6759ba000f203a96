using System.Text.Json.Nodes;

namespace Fairway.Delivery.Changes;

/// <summary>What can be seen of a change in a cluster.</summary>
/// <param name="State">In one word.</param>
/// <param name="Step">The last step that all workloads have reached; -1 for none.</param>
/// <param name="Reason">Why it is in this state, in one CamelCase word.</param>
/// <param name="Message">The same in one sentence, with names and counts.</param>
/// <param name="Facts">What was seen, as evidence.</param>
public sealed record ChangeSight(ChangeState State, int Step, string Reason, string Message, JsonObject Facts);

/// <summary>The state of a change in a cluster.</summary>
public enum ChangeState
{
    /// <summary>Its configuration has not been brought.</summary>
    NotConfigured,

    /// <summary>Under way to a granted step.</summary>
    Progressing,

    /// <summary>The granted step is reached: all its replicas are at the target and ready.</summary>
    AtStep,

    /// <summary>Everything is at the target and ready.</summary>
    Complete,

    /// <summary>Halted: a permit has lapsed, or it was told to.</summary>
    Halted,

    /// <summary>It stopped by itself, for what was seen. It does not go on.</summary>
    Stopped,
}
