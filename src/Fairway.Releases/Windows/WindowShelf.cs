using Fairway.Api.Releases;

namespace Fairway.Releases.Windows;

/// <summary>ReleaseWindows with their times: each is read once, as long as it is the same.</summary>
internal sealed class WindowShelf
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, WindowSight> _kept = new(StringComparer.Ordinal);

    /// <summary>The windows by name.</summary>
    public IReadOnlyList<WindowSight> Of(IEnumerable<ReleaseWindow> windows)
    {
        lock (_lock)
        {
            return [.. windows.OrderBy(window => window.Metadata.Name, StringComparer.Ordinal).Select(Of)];
        }
    }

    private WindowSight Of(ReleaseWindow window)
    {
        var (name, known) = (window.Metadata.Name, _kept.GetValueOrDefault(window.Metadata.Name));
        return known?.Window.Metadata is { } before
            && before.Uid == window.Metadata.Uid && before.Generation == window.Metadata.Generation
            ? known
            : _kept[name] = WindowSight.Of(window);
    }
}
