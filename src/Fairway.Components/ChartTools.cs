using Fairway.Components.Sealing;
using Fairway.Delivery.Rollouts;
using Fairway.Merge.Plans;

namespace Fairway.Components;

/// <summary>What <see cref="ChartChange"/> works with besides clusters and records.</summary>
/// <param name="Catalogue">What the drivers of workloads hold to.</param>
/// <param name="Mask">Hides what Secrets hold in plans; what charts draw is made of its key.</param>
/// <param name="Seals">Seal what Secrets hold in stored targets.</param>
/// <param name="Time">Tells how long certificates are still valid.</param>
public sealed record ChartTools(
    IRolloutCatalogue Catalogue, SecretMask Mask, SealKeys Seals, TimeProvider Time);
