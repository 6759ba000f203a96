namespace Fairway.Simulation.Crowds;

/// <summary>What the seed decides of a crowd before it begins.</summary>
internal sealed class CrowdDraw
{
    private const int Fewest = 2;
    private const int Most = 300;

    public CrowdDraw(Random chance)
    {
        Clusters = LogUniform(chance, Fewest, Most);
        Stages = [.. Enumerable.Range(0, Math.Min(Clusters, chance.Next(1, 5))).Select(number => $"s{number}")];
        Releases = chance.Next(2, 6);
        Steps = chance.Next(1, 4);
        HasFaults = chance.Next(3) == 0;
        NeedsApproval = chance.Next(3) == 0;
        Nights = chance.Next(2) == 0 ? (chance.Next(24), chance.Next(6, 16)) : null;
        Bad = chance.Next(3) == 0 ? chance.Next(Releases) : null;
        Troubles = chance.Next(4, 16);
    }

    public int Clusters { get; }

    public IReadOnlyList<string> Stages { get; }

    public int Releases { get; }

    public int Steps { get; }

    /// <summary>Whether calls, watches, processes and the MetaDB fail too.</summary>
    public bool HasFaults { get; }

    public bool NeedsApproval { get; }

    /// <summary>Where work is allowed at some hours of the day only: from when, and how long.</summary>
    public (int Hour, int Hours)? Nights { get; }

    /// <summary>The Release whose version crashes somewhere; null for none.</summary>
    public int? Bad { get; }

    public int Troubles { get; }

    /// <summary>As many fleets between 2 and 4 as between 150 and 300.</summary>
    public static int LogUniform(Random chance, int fewest, int most) => Math.Clamp(
        (int)Math.Round(fewest * Math.Pow((double)most / fewest, chance.NextDouble())), fewest, most);

    public override string ToString() =>
        $"{Clusters} clusters in {Stages.Count} stages, {Releases} Releases of {Steps} steps, {Troubles} troubles"
        + $"{(HasFaults ? ", faults" : "")}{(NeedsApproval ? ", approvals" : "")}"
        + $"{(Nights is { } nights ? $", at {nights.Hour}:00 for {nights.Hours} h" : "")}"
        + $"{(Bad is null ? "" : ", a bad version")}";
}
