using System.Globalization;
using Fairway.Api.Releases;
using Fairway.Releases.Metrics;

namespace Fairway.Releases.Blockers;

/// <summary>What a query of a blocker gave.</summary>
/// <param name="Query">The query.</param>
/// <param name="State">Whether it holds.</param>
/// <param name="Says">What was read, in words that stay the same as long as the series do.</param>
public sealed record BlockerReading(string Query, BlockerReadingState State, string Says)
{
    private const int Shown = 3;
    private const int LongestSays = 500;

    /// <summary>When it was read; null where that is not known.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Some of the series with their values, for evidence.</summary>
    public IReadOnlyList<string> Series { get; init; } = [];

    /// <summary>The reading of two answers.</summary>
    internal static BlockerReading Of(MetricReading asked, MetricReading watched, DateTimeOffset at)
    {
        if ((asked.Trouble ?? watched.Trouble) is { } trouble)
        {
            return New(asked, BlockerReadingState.Unanswered, $"nobody can tell: {trouble}", at);
        }

        var series = asked.Series!.Where(one => one.Samples.Count > 0)
            .OrderBy(one => one.Name, StringComparer.Ordinal).ToList();
        if (series.Count > 0)
        {
            var more = series.Count > Shown ? $" and {series.Count - Shown} more" : "";
            var names = string.Join(", ", series.Take(Shown).Select(one => one.Name));
            return New(asked, BlockerReadingState.Holding, $"{asked.Query} gives {names}{more}", at) with
            {
                Series = [.. series.Take(10).Select(one => $"{one.Name} {Text(one.Samples[^1].Value)}")],
            };
        }

        return watched.Series!.Any(one => one.Samples.Count > 0)
            ? New(asked, BlockerReadingState.Quiet, $"{asked.Query} gives nothing", at)
            : New(asked, BlockerReadingState.Unanswered, $"nobody looks: {watched.Query} gives nothing", at);
    }

    private static BlockerReading New(MetricReading asked, BlockerReadingState state, string says, DateTimeOffset at) =>
        new(asked.Query, state, says.Length > LongestSays ? $"{says[..LongestSays]}..." : says) { At = at };

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}
