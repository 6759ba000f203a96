namespace Fairway.Charts.Generated;

/// <summary>
/// Where a template calls for something random: the same in every rendering of a release as long as the call stays
/// what it is. Lines are not part of it, so that an edit elsewhere in a chart rotates nothing.
/// </summary>
/// <param name="Template">The template's name: a file's, or that of a definition.</param>
/// <param name="Call">The call as the template has it: <c>randAlphaNum 16</c>.</param>
/// <param name="Arguments">Digest of what the arguments were, in hexadecimal digits.</param>
/// <param name="Ordinal">Which call of this kind in the rendering, from 0.</param>
public sealed record GeneratedSite(string Template, string Call, string Arguments, int Ordinal);
