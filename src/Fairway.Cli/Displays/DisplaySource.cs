using Fairway.Kube;

namespace Fairway.Cli.Displays;

/// <summary>Where a display comes from.</summary>
/// <param name="Api">The cluster.</param>
/// <param name="Watched">What changes it.</param>
/// <param name="ReadAsync">Reads it as it is now.</param>
internal sealed record DisplaySource(IKubeApi Api, IReadOnlyList<WatchedKind> Watched, Func<Task<Display>> ReadAsync);
