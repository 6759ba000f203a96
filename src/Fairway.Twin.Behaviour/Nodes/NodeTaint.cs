namespace Fairway.Twin.Behaviour.Nodes;

/// <summary>A taint with which nodes register.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Value">Its value; may be empty.</param>
/// <param name="Effect">NoSchedule, PreferNoSchedule or NoExecute.</param>
public sealed record NodeTaint(string Key, string Value, string Effect);
