using Fairway.Api.Releases;

namespace Fairway.Tests.Releases.Scenes;

/// <summary>Something that was done to a tenant.</summary>
internal sealed record Deed(DateTimeOffset At, string Cluster, Direction Direction, string Version, string What);
