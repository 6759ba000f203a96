namespace Fairway.Releases.Windows;

/// <summary>Some of the times of a window. Pure.</summary>
internal interface IWindowSource
{
    /// <summary>When the latest of its times that hold a moment ends; null where none does.</summary>
    DateTimeOffset? EndOf(DateTimeOffset moment);

    /// <summary>When the first of its times after a moment begins; null for never.</summary>
    DateTimeOffset? NextAfter(DateTimeOffset moment);
}
