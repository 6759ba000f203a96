using System.Globalization;
using Xunit;

namespace Fairway.Tests.Workloads.Histories;

/// <summary>
/// How much random histories of one kind do: a share of it in every run, and a million reconciles in a long one, whose
/// count is told (<c>./test --long</c> shows it).
/// </summary>
internal static class ManyReconciles
{
    private const int Share = 10_000;
    private const int Long = 1_000_000;

    /// <summary>The line of the output that ./test shows again.</summary>
    private const string Mark = "count: ";

    /// <summary>Plays histories by seed, from the first on, until there were enough reconciles.</summary>
    /// <param name="kind">Whose they are.</param>
    /// <param name="play">Plays one; gives its reconciles, of which there is at least one.</param>
    public static void Play(string kind, Func<int, int> play)
    {
        var isLong = Environment.GetEnvironmentVariable("FAIRWAY_LONG") == "1";
        var (reconciles, seed) = (0, 0);
        while (reconciles < (isLong ? Long : Share))
        {
            var more = play(++seed);
            Assert.True(more > 0, $"{kind}: history {seed} makes no reconcile");
            reconciles += more;
        }

        if (isLong)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{Mark}{kind}: {reconciles} reconciles in {seed} histories"));
        }
    }

    /// <summary>Plays histories of a set, none of which may fail.</summary>
    public static void Play(string kind, Func<int, History> make) => Play(kind, seed =>
    {
        var history = make(seed);
        history.Run(60);
        Assert.True(history.Failure is null, history.Failure);
        return history.Reconciles;
    });
}
