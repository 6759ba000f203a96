using Fairway.Simulation.Stories;

namespace Fairway.Simulation.Peers;

/// <summary>The table of rivals' bugs names tests that are there.</summary>
public sealed class PeerTableTests
{
    public static TheoryData<string, string> Rows()
    {
        var rows = new TheoryData<string, string>();
        var table = Path.Combine(SeedTests.Root(), "tests", "Simulation", "Peers", "peers.tsv");
        foreach (var cells in File.ReadAllLines(table).Skip(1).Select(line => line.Split('\t')))
        {
            Assert.Equal(5, cells.Length);
            rows.Add(cells[2], cells[3]);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Each_bug_has_its_test(string test, string file) => Assert.Contains(
        $"public void {test}(", File.ReadAllText(Path.Combine(SeedTests.Root(), file)), StringComparison.Ordinal);
}
