namespace Fairway.Api;

/// <summary>A CustomResourceDefinition of Fairway's.</summary>
/// <param name="Name">Its name: <c>releases.fairway.dev</c>.</param>
/// <param name="Yaml">The whole of it as YAML in UTF-8, as a server-side apply takes it.</param>
public sealed record ApiCrd(string Name, ReadOnlyMemory<byte> Yaml);
