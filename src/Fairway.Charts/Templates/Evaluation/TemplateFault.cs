namespace Fairway.Charts.Templates.Evaluation;

/// <summary>An execution that failed, in Go's words, which tell the whole way from the file to the fault.</summary>
/// <param name="message"><c>template: FILE:LINE:COLUMN: executing ...</c>.</param>
/// <param name="outer">Where in the file that was executed.</param>
/// <param name="inner">Where the fault is.</param>
/// <param name="said">What the chart's author says to its user.</param>
internal sealed class TemplateFault(string message, SourcePlace outer, SourcePlace inner, string? said)
    : Exception(message)
{
    public SourcePlace Outer { get; } = outer;

    public SourcePlace Inner { get; } = inner;

    public string? Said { get; } = said;
}

/// <summary>A place in a template file.</summary>
internal readonly record struct SourcePlace(SourceText Source, int Offset)
{
    public override string ToString()
    {
        var (line, column) = Source.Place(Offset);
        return $"{Source.Name}:{line}:{column}";
    }
}
