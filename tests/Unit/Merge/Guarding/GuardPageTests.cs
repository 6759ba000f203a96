using System.Runtime.CompilerServices;
using Fairway.Merge.Guarding;
using Xunit;

namespace Fairway.Tests.Merge.Guarding;

public sealed class GuardPageTests
{
    [Fact]
    public void The_page_of_the_guard_has_every_rule_as_the_table_has_it()
    {
        var page = File.ReadAllText(Path.Combine(Root(), "docs", "reference", "guard.md"));
        var rows = page.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal));

        Assert.Equal(
            File.ReadLines(Path.Combine(Root(), "src", "Fairway.Merge", "Guarding", "dangers.tsv"))
                .Where(line => !line.StartsWith('#')).Select(line => Row(line.Split('\t'))),
            rows);
        Assert.Equal(DangerGuard.Default.Rules.Count, rows.Count());
    }

    private static string Row(string[] cells) =>
        $"| `{cells[0]}` | `{cells[1].Replace(",", ", ", StringComparison.Ordinal)}` | {cells[2]} | `{cells[3]}` "
        + $"| {cells[4]} | {cells[5]} | {cells[6]} |";

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(here, "..", "..", "..", "..", ".."));
}
