using System.Text.RegularExpressions;

namespace Fairway.Charts.Versions;

/// <summary>
/// What versions are admitted: <c>&gt;=1.20-0 &lt;2 || ^3.1</c>. Alternatives of bounds that all hold; hyphens make
/// ranges, and <c>x</c> and <c>*</c> stand for any number. A prerelease is admitted only where a bound of the same
/// alternative names one. Source: github.com/Masterminds/semver, version 3.
/// </summary>
internal sealed partial class VersionConstraint
{
    private const string Operators = @"(?<op>!=|>=|=>|<=|=<|~>|[=<>~^])?";
    private const string Version =
        @"v?(?<major>[0-9|xX*]+)(\.(?<minor>[0-9|xX*]+))?(\.(?<patch>[0-9|xX*]+))?"
        + @"(?<pre>-[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?(?<meta>\+[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*)?";

    private readonly IReadOnlyList<IReadOnlyList<VersionBound>> alternatives;

    private VersionConstraint(IReadOnlyList<IReadOnlyList<VersionBound>> alternatives) =>
        this.alternatives = alternatives;

    /// <exception cref="VersionFault">It is no constraint; the message is the library's.</exception>
    public static VersionConstraint Parse(string text, HelmLine line)
    {
        var plain = Ranges().Replace(text, static range => $">= {range.Groups["from"]}, <= {range.Groups["to"]} ");
        return new VersionConstraint([.. plain.Split("||").Select(part => Alternative(part, line))]);
    }

    /// <summary>Whether a version is admitted, both as texts; what cannot be read admits nothing.</summary>
    public static bool IsMet(string constraint, string version, HelmLine line)
    {
        try
        {
            return Parse(constraint, line).Admits(SemanticVersion.Parse(version, line), line);
        }
        catch (VersionFault)
        {
            return false;
        }
    }

    /// <summary>Whether the version is admitted.</summary>
    /// <param name="version">The version.</param>
    /// <param name="line">Helm 3.17 asks each bound whether it names a prerelease, and Helm 4 all of an
    /// alternative.</param>
    public bool Admits(SemanticVersion version, HelmLine line) => alternatives.Any(bounds =>
    {
        var namesOne = bounds.Any(bound => bound.Version.Prerelease.Length > 0);
        return bounds.All(bound =>
            (version.Prerelease.Length == 0
                || (line == HelmLine.Four ? namesOne : bound.Version.Prerelease.Length > 0))
            && bound.Admits(version));
    });

    private static IReadOnlyList<VersionBound> Alternative(string text, HelmLine line)
    {
        if (!Alternatives().IsMatch(text))
        {
            throw Improper(text, line);
        }

        var bounds = Bounds().Matches(text).Where(match => match.Length > 0).Select(Bound).ToList();
        return bounds.Count > 0 ? bounds : throw Improper(text, line);
    }

    private static VersionFault Improper(string text, HelmLine line) =>
        new($"improper constraint: {(line == HelmLine.Four ? Values.GoQuote.Quote(text) : text)}");

    private static VersionBound Bound(Match match)
    {
        var (major, minor, patch) =
            (match.Groups["major"].Value, match.Groups["minor"].Value, match.Groups["patch"].Value);
        var (pre, meta) = (match.Groups["pre"].Value, match.Groups["meta"].Value);
        var open = IsAny(major) ? OpenPart.All
            : IsAny(minor) ? OpenPart.Minor
            : IsAny(patch) ? OpenPart.Patch
            : OpenPart.None;
        var version = open switch
        {
            OpenPart.All => $"0.0.0{pre}",
            OpenPart.Minor => $"{major}.0.0{pre}",
            OpenPart.Patch => $"{major}.{minor}.0{pre}",
            _ => $"{major}.{minor}.{patch}{pre}{meta}",
        };
        try
        {
            return new VersionBound(match.Groups["op"].Value, SemanticVersion.Parse(version), open);
        }
        catch (VersionFault)
        {
            throw new VersionFault("constraint parser error");
        }
    }

    private static bool IsAny(string number) => number is "" or "x" or "X" or "*";

    [GeneratedRegex($@"^\s*{Operators}\s*{Version}\s*((\s+|,\s*){Operators}\s*{Version}\s*)*\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Alternatives();

    [GeneratedRegex($@"{Operators}\s*{Version}", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Bounds();

    [GeneratedRegex(
        $@"\s*(?<from>{Version})\s+-\s+(?<to>{Version})\s*",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Ranges();
}
