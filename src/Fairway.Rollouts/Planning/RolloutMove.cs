using Fairway.Api.Rollouts;

namespace Fairway.Rollouts.Planning;

/// <summary>What a driver is to bring about beyond the workload's own fields.</summary>
/// <param name="Revision">The target revision; null where it is not known, and nothing is new.</param>
/// <param name="Partition">How many replicas stay old; see <see cref="Sights.Brake"/>.</param>
/// <param name="IsGoing">True where a step is being made; false where nothing may be replaced.</param>
/// <param name="Pace">How fast.</param>
internal readonly record struct RolloutMove(string? Revision, int Partition, bool IsGoing, RolloutPace Pace);
