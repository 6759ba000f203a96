using Xunit.Runner.InProc.SystemConsole;

namespace Fairway.Simulation;

/// <summary>Runs the suite; or, with <c>play</c>, <c>crowds</c> or <c>plans</c>, those without it.</summary>
internal static class Program
{
    public static Task<int> Main(string[] arguments) => arguments.FirstOrDefault() switch
    {
        "play" => Task.FromResult(Player.Play(arguments[1..], Console.Out)),
        "crowds" => Task.FromResult(Crowds.CrowdPlayer.Play(arguments[1..], Console.Out)),
        "plans" => Task.FromResult(Player.Plan(arguments[1..], Console.Out)),
        _ => ConsoleRunner.Run(arguments),
    };
}
