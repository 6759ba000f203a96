namespace Fairway.Kube.Pods.Hashing;

/// <summary>A field of a Go struct.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Json">Its name in JSON; empty where its own fields stand in its place.</param>
/// <param name="Type">Its type as Go's reflection writes it.</param>
/// <param name="Shape">
/// What is behind that type: <c>string</c>, <c>int</c>, <c>bool</c>, a struct of the table or one of the few with a
/// spelling of their
/// own; after <c>*</c> for a pointer, <c>[]</c> for a list, <c>map:</c> for a map of texts.
/// </param>
internal sealed record GoField(string Name, string Json, string Type, string Shape);
