using Fairway.Api.Releases;
using Fairway.Cel;
using Fairway.Cel.Types;
using Semver;

namespace Fairway.Releases.Blockers;

/// <summary>A ReleaseBlocker as it was read.</summary>
/// <param name="Blocker">The blocker.</param>
/// <param name="Trouble">Why it cannot be read; null where it can.</param>
public sealed record BlockerSight(ReleaseBlocker Blocker, string? Trouble)
{
    private const int LongestRange = 500;

    private static readonly CelEnvironment Names = CelEnvironment.Kubernetes
        .With("cluster", CelType.Dyn).With("release", CelType.Dyn).With("change", CelType.Dyn);

    /// <summary>Its name.</summary>
    public string Name => Blocker.Metadata.Name;

    /// <summary>The versions that clusters have; null for all.</summary>
    internal SemVersionRange? From { get; init; }

    /// <summary>The versions that are to be brought; null for all.</summary>
    internal SemVersionRange? To { get; init; }

    /// <summary>Its rule; null for none.</summary>
    internal CelProgram? Rule { get; init; }

    /// <summary>Reads a blocker.</summary>
    public static BlockerSight Of(ReleaseBlocker blocker)
    {
        try
        {
            return new BlockerSight(blocker, null)
            {
                From = Range("from", blocker.Spec.From),
                To = Range("to", blocker.Spec.To),
                Rule = blocker.Spec.Rule is { } rule ? Compile(rule) : null,
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

    private static CelProgram Compile(string text)
    {
        var compiled = CelCompiler.Compile(text, Names);
        if (compiled.Program is not { } program)
        {
            var fault = compiled.Issues is [var first, ..] ? first.Message : compiled.InstantiationError;
            throw new FormatException($"spec.rule: {fault}");
        }

        return program.ResultType.Kind is CelTypeKind.Bool or CelTypeKind.Dyn
            ? program
            : throw new FormatException("spec.rule: it must be true or false");
    }
}
