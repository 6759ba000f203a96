namespace Fairway.Twin.Faults;

/// <summary>A plan of faults that cannot be understood; the message says where and why.</summary>
public sealed class FaultPlanException(string message, Exception? inner = null) : Exception(message, inner);
