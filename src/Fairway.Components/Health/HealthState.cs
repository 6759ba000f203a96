namespace Fairway.Components.Health;

/// <summary>What a row says of an object.</summary>
internal enum HealthState
{
    /// <summary>Objects of the kind are healthy as soon as they are there.</summary>
    Settled,

    /// <summary>Not healthy yet, or not any more.</summary>
    Waiting,

    /// <summary>Not healthy, and nothing will mend it by itself.</summary>
    Final,
}
