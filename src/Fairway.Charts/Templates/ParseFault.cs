namespace Fairway.Charts.Templates;

/// <summary>A template that cannot be read.</summary>
/// <param name="source">The file.</param>
/// <param name="offset">Where the fault was seen.</param>
/// <param name="what">In Go's words.</param>
internal sealed class ParseFault(SourceText source, int offset, string what)
    : Exception($"template: {source.Name}:{source.Line(offset)}: {what}")
{
    public SourceText File { get; } = source;

    public int Offset { get; } = offset;

    public string What { get; } = what;
}
