using System.Globalization;
using System.Text.RegularExpressions;

namespace Fairway.Charts.Versions;

/// <summary>A semantic version, read as Helm's library reads one: a leading <c>v</c> is admitted, and minor and patch
/// may be missing. Source: github.com/Masterminds/semver, version 3, and semver.org 2.0.0.</summary>
internal sealed partial record SemanticVersion(ulong Major, ulong Minor, ulong Patch) : IComparable<SemanticVersion>
{
    /// <summary>As it was written.</summary>
    public required string Original { get; init; }

    /// <summary>Empty for a release.</summary>
    public string Prerelease { get; init; } = "";

    public string Metadata { get; init; } = "";

    /// <exception cref="VersionFault">It is no version; the message is the library's.</exception>
    public static SemanticVersion Parse(string text, HelmLine line = HelmLine.Four)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
        {
            throw new VersionFault(line == HelmLine.Four ? "invalid semantic version" : "Invalid Semantic Version");
        }

        var prerelease = match.Groups["pre"].Value;
        if (prerelease.Split('.').Any(part => part.Length > 1 && part[0] == '0' && part.All(char.IsAsciiDigit)))
        {
            throw new VersionFault("version segment starts with 0");
        }

        return new SemanticVersion(
            Number(match.Groups["major"].Value),
            Number(match.Groups["minor"].Value),
            Number(match.Groups["patch"].Value))
        {
            Original = text,
            Prerelease = prerelease,
            Metadata = match.Groups["meta"].Value,
        };
    }

    /// <summary>Metadata do not count.</summary>
    public int CompareTo(SemanticVersion? other)
    {
        if (other is null)
        {
            return 1;
        }

        var numbers = (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));
        return numbers != 0 ? numbers
            : Prerelease == other.Prerelease ? 0
            : Prerelease.Length == 0 ? 1
            : other.Prerelease.Length == 0 ? -1
            : ComparePrereleases(Prerelease.Split('.'), other.Prerelease.Split('.'));
    }

    /// <summary>Without a leading <c>v</c>, and with all three numbers.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Major}.{Minor}.{Patch}{(Prerelease.Length > 0 ? "-" : "")}{Prerelease}{(Metadata.Length > 0 ? "+" : "")}"
            + $"{Metadata}");

    /// <summary>The release after this one; of a prerelease the release itself.</summary>
    public SemanticVersion NextPatch() =>
        Released(Prerelease.Length > 0 ? this : new(Major, Minor, Patch + 1) { Original = "" });

    public SemanticVersion NextMinor() => Released(new(Major, Minor + 1, 0) { Original = "" });

    public SemanticVersion NextMajor() => Released(new(Major + 1, 0, 0) { Original = "" });

    private SemanticVersion Released(SemanticVersion version)
    {
        var plain = version with { Prerelease = "", Metadata = "" };
        return plain with { Original = (Original.StartsWith('v') ? "v" : "") + plain };
    }

    private static ulong Number(string digits) =>
        digits.Length == 0 ? 0
            : ulong.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw new VersionFault(
                $"error parsing version segment: strconv.ParseUint: parsing \"{digits}\": value out of range");

    private static int ComparePrereleases(string[] ours, string[] theirs)
    {
        for (var i = 0; i < Math.Min(ours.Length, theirs.Length); i++)
        {
            var compared = CompareParts(ours[i], theirs[i]);
            if (compared != 0)
            {
                return compared;
            }
        }

        return ours.Length.CompareTo(theirs.Length);
    }

    /// <summary>Numbers by their size and before words; words by their bytes.</summary>
    private static int CompareParts(string ours, string theirs)
    {
        var isNumber = ours.All(char.IsAsciiDigit);
        return isNumber != theirs.All(char.IsAsciiDigit) ? isNumber ? -1 : 1
            : isNumber && ours.Length != theirs.Length ? ours.Length.CompareTo(theirs.Length)
            : string.CompareOrdinal(ours, theirs);
    }

    [GeneratedRegex(
        @"^v?(?<major>[0-9]+)(\.(?<minor>[0-9]+))?(\.(?<patch>[0-9]+))?"
        + @"(-(?<pre>[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?(\+(?<meta>[0-9A-Za-z-]+(\.[0-9A-Za-z-]+)*))?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
