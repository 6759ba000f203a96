using System.Collections.Immutable;

namespace Fairway.Charts;

/// <summary>
/// What a rendering has looked at, of what may be another thing for another rendering. A rendering of an input that
/// differs from this one only in what was not looked at gives the same: it takes the same way, step by step.
/// </summary>
/// <param name="Watched">Members of the map <see cref="RenderInput.Watched"/>, in order. Which members there are, and
/// that they are texts, may be seen without standing here.</param>
/// <param name="Now">Whether <see cref="RenderInput.Now"/> or <see cref="RenderInput.CertificatesFrom"/> was.</param>
/// <param name="Seed">Whether <see cref="RenderInput.Seed"/> or <see cref="RenderInput.Generated"/> was.</param>
public sealed record RenderReads(ImmutableArray<string> Watched, bool Now, bool Seed);
