namespace Fairway.Releases.Windows;

/// <summary>A stretch of time in which a window's times do not change.</summary>
/// <param name="IsWithin">Whether it is one of the window's times.</param>
/// <param name="From">Since when that is known; the stretch may be longer.</param>
/// <param name="Until">When that changes; null: never.</param>
internal sealed record WindowSpan(bool IsWithin, DateTimeOffset From, DateTimeOffset? Until)
{
    /// <summary>Whether a moment is in it.</summary>
    public bool Has(DateTimeOffset moment) => moment >= From && !(moment >= Until);
}
