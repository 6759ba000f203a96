using System.Collections.Immutable;
using System.Globalization;
using Fairway.Twin.Behaviour.Autoscaling;

namespace Fairway.Tests.Twin.Behaviour.Autoscaling;

/// <summary>Rows of what kube-controller-manager decides, from the tables of this folder.</summary>
internal static class ScalingRows
{
    public static DateTimeOffset Now { get; } = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The rows of a table: cells by the name of their column.</summary>
    public static IEnumerable<IReadOnlyDictionary<string, string>> Of(string table)
    {
        using var stream = typeof(ScalingRows).Assembly.GetManifestResourceStream($"autoscaling/{table}")!;
        using var reader = new StreamReader(stream);
        string[]? columns = null;
        while (reader.ReadLine() is { } line)
        {
            var cells = line.Split('\t');
            if (columns is not null)
            {
                yield return columns
                    .Select((name, at) => (name, Cell: at < cells.Length ? cells[at] : ""))
                    .ToDictionary(c => c.name, c => c.Cell, StringComparer.Ordinal);
            }
            else if (!line.StartsWith('#'))
            {
                columns = cells;
            }
        }
    }

    public static int Number(this IReadOnlyDictionary<string, string> row, string column) =>
        int.Parse(row[column], CultureInfo.InvariantCulture);

    /// <summary>
    /// Pods as <c>usage/request:flags</c>: u is not ready, h has just started, P pending, F failed, D being deleted.
    /// </summary>
    public static ImmutableArray<ScaledPod> Pods(this IReadOnlyDictionary<string, string> row) =>
    [
        .. row["pods"].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Pod),
    ];

    private static ScaledPod Pod(string text, int at)
    {
        var parts = text.Split(':');
        var flags = parts.Length > 1 ? parts[1] : "";
        var (usage, request) = (parts[0].Split('/')[0], parts[0].Split('/')[1]);
        var started = flags.Contains('h', StringComparison.Ordinal) ? Now : Now.AddHours(-1);
        var phase = flags.Contains('P', StringComparison.Ordinal) ? "Pending"
            : flags.Contains('F', StringComparison.Ordinal) ? "Failed"
            : "Running";
        return new ScaledPod($"pod-{at}", phase)
        {
            IsDeleting = flags.Contains('D', StringComparison.Ordinal),
            StartedAt = started,
            IsReady = !flags.Contains('u', StringComparison.Ordinal),
            ReadySince = started,
            Usage = usage == "-" ? null : long.Parse(usage, CultureInfo.InvariantCulture),
            Request = request == "-" ? null : long.Parse(request, CultureInfo.InvariantCulture),
            WithoutRequest = request == "-" ? "app" : null,
            MeasuredAt = Now.AddSeconds(-5),
            Window = TimeSpan.FromMinutes(1),
        };
    }
}
