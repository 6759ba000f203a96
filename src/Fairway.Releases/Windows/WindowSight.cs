using Fairway.Api.Releases;

namespace Fairway.Releases.Windows;

/// <summary>A ReleaseWindow with its times.</summary>
/// <param name="Window">The window.</param>
/// <param name="Trouble">Why they cannot.</param>
public sealed record WindowSight(ReleaseWindow Window, string? Trouble)
{
    /// <summary>Its times; null where they cannot be read.</summary>
    internal WindowTimes? Times { get; init; }

    /// <summary>Its name.</summary>
    public string Name => Window.Metadata.Name;

    /// <summary>Reads a window.</summary>
    public static WindowSight Of(ReleaseWindow window)
    {
        try
        {
            return new WindowSight(window, null) { Times = WindowTimes.Parse(window.Spec) };
        }
        catch (FormatException e)
        {
            return new WindowSight(window, e.Message);
        }
    }

    /// <summary>Whether it alone would let work begin at a moment; one that cannot be read does not.</summary>
    internal bool IsOpen(DateTimeOffset moment) =>
        Times is not null && Times.At(moment).IsWithin == (Window.Spec.Type == WindowType.Allow);

    /// <summary>When that changes; null: never.</summary>
    internal DateTimeOffset? Until(DateTimeOffset moment) => Times?.At(moment).Until;
}
