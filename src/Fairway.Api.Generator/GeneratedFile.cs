namespace Fairway.Api.Generator;

/// <summary>A file that is made from the records.</summary>
/// <param name="Path">Below the root of the repository, with slashes.</param>
/// <param name="Text">The whole of it.</param>
internal sealed record GeneratedFile(string Path, string Text);
