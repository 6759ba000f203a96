using Fairway.Api.Releases;
using Fairway.Cel;
using Fairway.Releases.Gates;
using Semver;

namespace Fairway.Releases.Blockers;

/// <summary>A ReleaseBlocker as it was read.</summary>
/// <param name="Blocker">The blocker.</param>
/// <param name="Trouble">Why it cannot be read; null where it can.</param>
public sealed record BlockerSight(ReleaseBlocker Blocker, string? Trouble)
{
    private const int LongestRange = 500;

    /// <summary>Its name.</summary>
    public string Name => Blocker.Metadata.Name;

    /// <summary>The versions that clusters have; null for all.</summary>
    internal SemVersionRange? From { get; init; }

    /// <summary>The versions that are to be brought; null for all.</summary>
    internal SemVersionRange? To { get; init; }

    /// <summary>Its rule; null for none.</summary>
    internal Func<GateSubject, GateChange, CelResult>? Rule { get; init; }

    /// <summary>Reads a blocker.</summary>
    public static BlockerSight Of(ReleaseBlocker blocker)
    {
        try
        {
            return new BlockerSight(blocker, null)
            {
                From = Range("from", blocker.Spec.From),
                To = Range("to", blocker.Spec.To),
                Rule = blocker.Spec.Rule is { } rule ? BlockerRule.Parse(rule).Judge : null,
            };
        }
        catch (FormatException e)
        {
            return new BlockerSight(blocker, e.Message);
        }
    }

    private static SemVersionRange? Range(string field, string? text)
    {
        if (text is null)
        {
            return null;
        }

        // A prerelease of a bad version is as bad.
        return SemVersionRange.TryParseNpm(text, includeAllPrerelease: true, out var range, LongestRange)
            ? range
            : throw new FormatException($"spec.{field}: {text} is no range of versions: write >=1.7.0 <1.7.3");
    }
}
