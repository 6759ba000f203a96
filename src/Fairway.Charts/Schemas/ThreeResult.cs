namespace Fairway.Charts.Schemas;

/// <summary>What Helm 3's library found, and how near the value came: of alternatives, the nearest is told.</summary>
internal sealed class ThreeResult
{
    private const string Root = "(root)";

    /// <summary>What a fault takes away; looking at a value gives one back.</summary>
    private const int Cost = 2;

    private readonly List<string> faults = [];

    public IReadOnlyList<string> Faults => faults;

    public bool IsValid => faults.Count == 0;

    public int Score { get; private set; }

    /// <summary>How the library names a place.</summary>
    public static string Field(string path) => path.Length == 0 ? Root : path;

    public void Step() => Score++;

    public void Add(string path, string what)
    {
        faults.Add($"{Field(path)}: {what}");
        Score -= Cost;
    }

    public void Add(ThreeResult other)
    {
        faults.AddRange(other.faults);
        Score += other.Score;
    }
}
