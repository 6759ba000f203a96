using Fairway.Api.Meta;
using Fairway.Api.Probes;

namespace Fairway.Tests.Releases.CanaryTests;

/// <summary>Sets of canary tests as whoever runs them writes them.</summary>
internal static class Runs
{
    /// <summary>The set <c>basic</c> with the tests of these names; the status speaks of this generation.</summary>
    public static CanaryTestSet Set(params CanaryTestSight[] tests) => new()
    {
        Metadata = new ObjectMeta
        {
            Name = "basic",
            Namespace = "fairway-system",
            Generation = 2,
            Labels = new Dictionary<string, string> { ["tier"] = "gold" },
        },
        Spec = new CanaryTestSetSpec { Tests = [.. tests.Select(test => new CanaryTest { Name = test.Name })] },
        Status = new CanaryTestSetStatus { ObservedGeneration = 2, Tests = tests },
    };

    /// <summary>A test with its runs, the newest first.</summary>
    public static CanaryTestSight Test(string name, params CanaryTestRun[] runs) =>
        new() { Name = name, Recent = runs };

    /// <summary>A run that began at a moment, took five seconds, and failed where it has a message.</summary>
    public static CanaryTestRun At(DateTimeOffset began, string? failure = null) => new()
    {
        Began = began,
        Ended = began.AddSeconds(5),
        Succeeded = failure is null,
        Message = failure,
    };
}
