namespace Fairway.Twin.Behaviour.Resources;

/// <summary>A behavior that a cluster starts with.</summary>
/// <param name="Kind">One of the kinds of the group <c>twin.fairway.dev</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Json">The whole object as JSON in UTF-8.</param>
public sealed record BehaviorObject(string Kind, string Name, ReadOnlyMemory<byte> Json);
