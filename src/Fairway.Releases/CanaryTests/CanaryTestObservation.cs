using Fairway.Api.Probes;
using Fairway.Delivery.Gates;

namespace Fairway.Releases.CanaryTests;

/// <summary>What the gate of canary tests decides on.</summary>
/// <param name="Question">What it is asked.</param>
/// <param name="Sets">The sets of the demanded namespace, by name.</param>
internal sealed record CanaryTestObservation(GateQuestion Question, IReadOnlyList<CanaryTestSet> Sets);
