using System.Globalization;
using Fairway.Bench.Releases.Fleets;

namespace Fairway.Bench.Releases;

/// <summary>The programs of <c>releases</c>: which figures are asked for.</summary>
internal static class ReleasePrograms
{
    public static async Task RunAsync(string[] arguments)
    {
        switch (arguments)
        {
            case ["fleet", var clusters, var releases, .. var lines]:
                await FleetReleaseFigures.RunAsync(Number(clusters), Number(releases), lines.FirstOrDefault());
                break;
            case ["restart", var clusters, var components, .. var lines]:
                await RestartFigures.RunAsync(Number(clusters), Number(components), lines.FirstOrDefault());
                break;
            case ["breach", var clusters, .. var lines]:
                await BreachFigures.RunAsync(Number(clusters), lines.FirstOrDefault());
                break;
            case ["memory", var clusters]:
                await MemoryFigures.RunAsync(Number(clusters));
                break;
            default:
                ReleaseFigures.Run();
                break;
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
