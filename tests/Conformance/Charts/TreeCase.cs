namespace Fairway.Conformance.Charts;

/// <summary>A chart that is written for a rule, and the arguments with which it is rendered.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Runs">Arguments of <c>helm template</c>, with spaces between.</param>
/// <param name="Files">By their paths.</param>
internal sealed record TreeCase(
    string Name, IReadOnlyList<string> Runs, IReadOnlyDictionary<string, string> Files)
{
    private const string Start = "=== ";
    private const string File = "--- ";
    private const string Run = "?";

    /// <summary>The cases of a data file.</summary>
    public static IReadOnlyList<TreeCase> Read(string resource) =>
        [.. Embedded.Text(resource).Split($"\n{Start}").Skip(1).Select(Parse)];

    /// <summary>Writes the chart.</summary>
    public async Task WriteAsync(string folder, CancellationToken cancel)
    {
        foreach (var (path, content) in Files)
        {
            var file = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await System.IO.File.WriteAllTextAsync(file, content, cancel);
        }
    }

    private static TreeCase Parse(string text)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        var runs = new List<string>();
        var files = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        List<string>? file = null;
        foreach (var line in lines.Skip(1))
        {
            if (line.StartsWith(File, StringComparison.Ordinal) && !line.EndsWith(' ') && line.Length > File.Length)
            {
                files[line[File.Length..]] = file = [];
            }
            else if (file is not null)
            {
                file.Add(line);
            }
            else if (line.StartsWith(Run, StringComparison.Ordinal))
            {
                runs.Add(line[Run.Length..].Trim());
            }
        }

        return new TreeCase(
            lines[0].Trim(), runs,
            files.ToDictionary(pair => pair.Key, pair => string.Join('\n', pair.Value) + "\n", StringComparer.Ordinal));
    }
}
