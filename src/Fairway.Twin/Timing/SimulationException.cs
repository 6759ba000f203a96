namespace Fairway.Twin.Timing;

/// <summary>A simulation found something that must not be; the message says what.</summary>
public sealed class SimulationException(string message) : Exception(message);
