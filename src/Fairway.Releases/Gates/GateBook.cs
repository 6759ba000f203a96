using Fairway.Releases.Windows;

namespace Fairway.Releases.Gates;

/// <summary>What the meta cluster says that gates decide on.</summary>
public sealed record GateBook
{
    /// <summary>Nothing.</summary>
    public static GateBook Empty { get; } = new();

    /// <summary>Every ReleaseWindow, by name.</summary>
    public IReadOnlyList<WindowSight> Windows { get; init; } = [];
}
