using System.Globalization;
using System.Text;

namespace Fairway.Tests.Workloads.Rows;

/// <summary>The page that says how OpenKruise's own rows went.</summary>
internal static class KruiseRowPage
{
    public const string Path = "docs/reference/openkruise-rows.md";

    private const string Head =
        """
        # OpenKruise's own test rows

        The rows of OpenKruise's unit tests that say how CloneSet, Advanced StatefulSet and Advanced DaemonSet behave,
        re-expressed as data (`tests/Unit/Workloads/*/Data`) and put to `Fairway.Workloads`. They are those of
        openkruise/kruise at 07169cf. Each row gives what OpenKruise gives, or just what is said below to differ; a row
        that is listed as differing and does not is a failure. `KruiseRowTests` writes this page (UPDATE_GOLDEN=1).


        """;

    public static string Write(KruiseTable[] tables, IReadOnlyCollection<NotBehaviour> others)
    {
        var rows = tables.SelectMany(table => table.Rows).ToArray();
        var differing = rows.Where(row => row.Why is not null).ToArray();
        var left = others.Sum(other => other.Rows);
        var page = new StringBuilder(Head);
        var same = rows.Length - differing.Length;
        Line(page, $"**{rows.Length} rows: {same} as OpenKruise, {differing.Length} differing on purpose.**");
        Line(page, $"{left} more are left out, with the reasons below.\n");
        Line(page, "| table | rows | as OpenKruise | differing | OpenKruise's tests |\n|---|---|---|---|---|");
        foreach (var table in tables)
        {
            var own = table.Rows.Count(row => row.Why is not null);
            var sources = string.Join("<br>", table.Sources.Select(source => $"`{source}`"));
            Line(page, $"| {table.Name} | {table.Rows.Count} | {table.Rows.Count - own} | {own} | {sources} |");
        }

        Line(page, "\n## Differences\n\n| row | OpenKruise | ours | why |\n|---|---|---|---|");
        foreach (var row in differing)
        {
            Line(page, $"| {row.Table} {row.Name} | {row.Expected} | {row.Ours} | {row.Why} |");
        }

        Line(page, "\n## Left out\n\n| OpenKruise's tests | rows | why |\n|---|---|---|");
        foreach (var other in others)
        {
            Line(page, $"| `{other.Source}` | {other.Rows} | {other.Why} |");
        }

        return page.ToString();
    }

    private static void Line(StringBuilder page, FormattableString line) =>
        page.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void Line(StringBuilder page, string line) => page.Append(line).Append('\n');
}

/// <summary>Rows that no behaviour of ours corresponds to.</summary>
internal sealed record NotBehaviour(string Source, int Rows, string Why);
