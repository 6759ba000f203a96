using System.Text.RegularExpressions;
using Fairway.Tidy.Reading;

namespace Fairway.Tidy.Rules;

/// <summary>What the docs name in backticks exists: files and folders, types and their members.</summary>
/// <param name="files">Every file of the repository.</param>
/// <param name="names">Every name that code may have: of types, members and projects, ours and the libraries'.</param>
internal sealed partial class DocsRules(IEnumerable<string> files, IReadOnlySet<string> names)
{
    private readonly HashSet<string> paths = files.SelectMany(AndItsFolders).ToHashSet(StringComparer.Ordinal);

    public IEnumerable<Offence> NamesOfNothing(TextFile doc) =>
        from line in doc.Lines.Index()
        from Match quoted in Quoted().Matches(line.Item)
        let word = quoted.Groups[1].Value
        where (IsPath(word) && !PathExists(word, doc.Path)) || (IsName(word) && !NameExists(word))
        select new Offence(doc.At(line.Index), $"`{word}` is named, and there is no such thing", "mend the name");

    /// <summary>Links to files beside the document.</summary>
    public IEnumerable<Offence> LinksToNothing(TextFile doc) =>
        from line in doc.Lines.Index()
        from Match link in Link().Matches(Quoted().Replace(line.Item, "``"))
        let target = link.Groups[1].Value.Split('#')[0]
        where target.Length > 0 && !target.Contains("://", StringComparison.Ordinal) && !PathExists(target, doc.Path)
        select new Offence(doc.At(line.Index), $"a link to {target}, which is not there", "mend the link");

    private static IEnumerable<string> AndItsFolders(string file)
    {
        for (var path = file; path.Length > 0; path = path.Contains('/', StringComparison.Ordinal)
            ? path[..path.LastIndexOf('/')] : "")
        {
            yield return path;
        }
    }

    // Of the repository are only words that begin with one of its folders, or that are spelled like a file of it.
    private static bool IsPath(string word) => PathWord().IsMatch(word);

    private static bool IsName(string word) => NameWord().IsMatch(word);

    private bool PathExists(string word, string doc)
    {
        var path = word.StartsWith("./", StringComparison.Ordinal) ? word[2..] : word;
        var beside = doc.Contains('/', StringComparison.Ordinal) ? doc[..(doc.LastIndexOf('/') + 1)] + path : path;
        return Exists(path) || Exists(Flatten(beside))
            || paths.Any(known => known.EndsWith("/" + path.TrimEnd('/'), StringComparison.Ordinal));
    }

    private bool Exists(string path)
    {
        var pattern = path.TrimEnd('/');
        return pattern.Contains('*', StringComparison.Ordinal)
            ? paths.Any(known => Regex.IsMatch(
                known, $"^{Regex.Escape(pattern).Replace("\\*", "[^/]*", StringComparison.Ordinal)}$"))
            : paths.Contains(pattern);
    }

    private bool NameExists(string word) =>
        names.Contains(word) || word.Split('.').All(names.Contains) || paths.Contains($"src/{word}")
            || paths.Contains($"tests/{word}");

    private static string Flatten(string path)
    {
        var parts = new Stack<string>();
        foreach (var part in path.Split('/'))
        {
            if (part != ".." || !parts.TryPop(out _))
            {
                parts.Push(part);
            }
        }

        return string.Join('/', parts.Reverse());
    }

    [GeneratedRegex("`([^`]+)`", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\]\(([^)\s]+)\)", RegexOptions.CultureInvariant)]
    private static partial Regex Link();

    [GeneratedRegex(
        @"^((src|tests|bench|build|docs|deploy|samples|\.ci|\.)/[\w./*-]*"
        + @"|[\w.*-]+\.(cs|csproj|props|targets|slnx|tsv|md))$",
        RegexOptions.CultureInvariant)]
    private static partial Regex PathWord();

    // Words of two humps or more, and names of interfaces, with members or namespaces behind dots.
    [GeneratedRegex(@"^([A-Z][a-z0-9]+[A-Z]|I[A-Z][a-z]|[A-Z][a-z]+\.[A-Z])[A-Za-z0-9]*(\.[A-Z][A-Za-z0-9]+)*$")]
    private static partial Regex NameWord();
}
