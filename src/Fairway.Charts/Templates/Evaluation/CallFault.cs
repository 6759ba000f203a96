namespace Fairway.Charts.Templates.Evaluation;

/// <summary>A function that failed because a template inside it did.</summary>
internal sealed class CallFault(string message, SourcePlace inner, string? said) : Exception(message)
{
    public SourcePlace Inner { get; } = inner;

    public string? Said { get; } = said;
}
