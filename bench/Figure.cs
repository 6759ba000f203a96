namespace Fairway.Bench;

/// <summary>How figures are told: a line each, with the load of the machine, which other builds may share.</summary>
internal static class Figure
{
    public static void Say(string what, string figure) =>
        Console.WriteLine($"{what,-58} {figure}  [load {Load()}]");

    public static double At(IReadOnlyList<double> sorted, double share) =>
        sorted.Count == 0 ? double.NaN : sorted[(int)((sorted.Count - 1) * share)];

    public static double Median(IEnumerable<double> figures) => At([.. figures.Order()], 0.5);

    private static string Load() =>
        File.Exists("/proc/loadavg") ? File.ReadAllText("/proc/loadavg").Split(' ')[0] : "unknown";
}
