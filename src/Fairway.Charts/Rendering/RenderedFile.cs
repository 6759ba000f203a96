using Fairway.Charts.Templates;
using Fairway.Charts.Templates.Evaluation;

namespace Fairway.Charts.Rendering;

/// <summary>What a file of templates printed, and where each part of it is from.</summary>
internal sealed record RenderedFile(SourceText Source, string Output, IReadOnlyList<LineMark> Marks)
{
    private const string NoValue = "<no value>";

    /// <summary>Helm takes the words for nothing out of what it prints.</summary>
    public string Text { get; } = Output.Replace(NoValue, "", StringComparison.Ordinal);

    /// <summary>The line of the file that made what is at an offset of <see cref="Text"/>.</summary>
    public int Line(int offset)
    {
        var printed = Printed(offset);
        var last = default(LineMark);
        foreach (var mark in Marks)
        {
            if (mark.Output > printed)
            {
                break;
            }

            last = mark;
        }

        return Source.Line(last.IsText ? last.Source + (printed - last.Output) : last.Source);
    }

    private int Printed(int offset)
    {
        if (Text.Length == Output.Length)
        {
            return offset;
        }

        var printed = 0;
        for (var left = offset; ; printed += NoValue.Length)
        {
            var gap = Output.IndexOf(NoValue, printed, StringComparison.Ordinal);
            if (gap < 0 || gap - printed > left)
            {
                return printed + left;
            }

            left -= gap - printed;
            printed = gap;
        }
    }
}
