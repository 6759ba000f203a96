namespace Fairway.Twin.Faults;

/// <summary>The plan cuts this connection: whoever holds it is to break it without another byte.</summary>
public sealed class ConnectionCutException() : Exception("the connection is cut: a fault of the plan");
