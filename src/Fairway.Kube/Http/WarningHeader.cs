using System.Text;

namespace Fairway.Kube.Http;

/// <summary>Reads the texts of Warning headers: <c>299 - "unknown field \"spec.x\"", 299 - "..."</c>.</summary>
internal static class WarningHeader
{
    public static IReadOnlyList<string> Texts(IEnumerable<string> headers)
    {
        var texts = new List<string>();
        foreach (var header in headers)
        {
            for (var at = 0; (at = header.IndexOf('"', at)) >= 0;)
            {
                texts.Add(Quoted(header, ref at));
            }
        }

        return texts;
    }

    /// <summary><paramref name="at"/> stands on the opening quote, and is moved behind the closing one.</summary>
    private static string Quoted(string header, ref int at)
    {
        var text = new StringBuilder();
        for (at++; at < header.Length && header[at] != '"'; at++)
        {
            if (header[at] == '\\' && at + 1 < header.Length)
            {
                at++;
            }

            text.Append(header[at]);
        }

        at++;
        return text.ToString();
    }
}
