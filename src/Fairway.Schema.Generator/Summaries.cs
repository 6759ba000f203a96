using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Fairway.Schema.Generator;

/// <summary>
/// The summaries of the models. Their authors' tool breaks lines at 80 columns, between words and as late as possible;
/// so a break is one of the tool's exactly if the next word would not have fitted, and all others are the text's own.
/// </summary>
internal sealed class Summaries
{
    private const int Width = 80;

    private readonly Dictionary<string, string> texts = [];

    public Summaries(string path)
    {
        using var reader = XmlReader.Create(path, new XmlReaderSettings { IgnoreComments = true });
        while (reader.ReadToFollowing("member"))
        {
            var name = reader.GetAttribute("name")!;
            if (name[2..].StartsWith("k8s.Models.", StringComparison.Ordinal) && reader.ReadToDescendant("summary"))
            {
                texts[name] = Unwrap(((XElement)XNode.ReadFrom(reader)).Value);
            }
        }
    }

    public string OfType(Type type) => texts.GetValueOrDefault($"T:{type.FullName}", "");

    public string OfProperty(Type type, string property) =>
        texts.GetValueOrDefault($"P:{type.FullName}.{property}", "");

    internal static string Unwrap(string summary)
    {
        var lines = summary.Trim().Split('\n').Select(line => line.Trim()).ToArray();
        var text = new StringBuilder(lines[0]);
        for (var i = 1; i < lines.Length; i++)
        {
            text.Append(IsWrap(lines[i - 1], lines[i]) ? ' ' : '\n').Append(lines[i]);
        }

        return text.ToString();
    }

    private static bool IsWrap(string line, string next)
    {
        var word = next.IndexOf(' ') is var end && end < 0 ? next.Length : end;
        return line.Length > 0 && word > 0 && line.Length + 1 + word > Width;
    }
}
