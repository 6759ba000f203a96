using Xunit;

namespace Fairway.Conformance.Delivery;

/// <summary>Classes that share a fleet; each test has a component of its own.</summary>
[CollectionDefinition]
public sealed class DeliveryCollection : ICollectionFixture<DeliveryFleet>;
