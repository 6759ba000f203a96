using Fairway.Charts.Values;
using Fairway.Schema.Yaml;

namespace Fairway.Charts.Rendering;

/// <summary>From which lines of a template the parts of one document are.</summary>
/// <param name="File">What the template printed.</param>
/// <param name="Start">Where in that the document begins.</param>
/// <param name="Text">The document, as bytes.</param>
internal sealed record DocumentPlaces(RenderedFile File, int Start, string Text)
{
    /// <summary>The template's line for a place in the document.</summary>
    public int Line(IReadOnlyList<string> path)
    {
        var (line, column) = YamlPlaces.Find(ByteText.ToUnicode(Text), path);
        var at = 0;
        for (; line > 0; line--)
        {
            var end = Text.IndexOf('\n', at);
            if (end < 0)
            {
                break;
            }

            at = end + 1;
        }

        var rest = Text.IndexOf('\n', at) is >= 0 and var next ? next - at : Text.Length - at;
        return File.Line(Start + at + Math.Min(column, Math.Max(rest - 1, 0)));
    }
}
