using Fairway.Api.Releases;

namespace Fairway.Cli.Demo;

/// <summary>One Release of the demo, and what must come of it.</summary>
/// <param name="Release">Name of the Release.</param>
/// <param name="Title">What happens, in one sentence.</param>
/// <param name="Pipeline">Name of its pipeline.</param>
/// <param name="Changes">The versions that it brings.</param>
/// <param name="Expected">How it ends.</param>
/// <param name="After">What every cluster runs after it.</param>
internal sealed record DemoAct(
    string Release,
    string Title,
    string Pipeline,
    IReadOnlyList<DemoVersion> Changes,
    ReleasePhase Expected,
    IReadOnlyList<DemoVersion> After);

/// <summary>A version of a component.</summary>
internal sealed record DemoVersion(DemoComponent Component, string Version);
