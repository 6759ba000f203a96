namespace Fairway.Simulation.Running;

/// <summary>A simulation found something that must not be.</summary>
internal sealed class SimulationException(string message) : Exception(message);
