namespace Fairway.Charts.Values;

/// <summary>What a function returns as its error. Who calls it says where.</summary>
/// <param name="message">In Go's words.</param>
/// <param name="said">What the chart's author says to its user, by <c>fail</c> or <c>required</c>.</param>
internal sealed class GoError(string message, string? said = null) : Exception(message)
{
    public string? Said { get; } = said;
}
