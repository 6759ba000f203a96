using Xunit.Runner.InProc.SystemConsole;

namespace Fairway.Simulation;

/// <summary>Runs the suite; or, with <c>play</c>, <c>crowds</c>, <c>plans</c>, <c>year</c> or <c>rush</c>,
/// those without it.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => arguments.FirstOrDefault() switch
    {
        "play" => Task.FromResult(Player.Play(arguments[1..], Console.Out)),
        "crowds" => Task.FromResult(Crowds.CrowdPlayer.Play(arguments[1..], Console.Out)),
        "year" => Task.FromResult(Years.YearPlayer.Year(arguments[1..], Console.Out)),
        "rush" => Task.FromResult(Years.YearPlayer.Rush(arguments[1..], Console.Out)),
        "plans" => Task.FromResult(Player.Plan(arguments[1..], Console.Out)),
        _ => ConsoleRunner.Run(arguments),
    };
}
