namespace Fairway.Charts.Versions;

/// <summary>One bound: an operator and a version, of which parts may be left open.</summary>
internal sealed record VersionBound(string Operator, SemanticVersion Version, OpenPart Open)
{
    private bool IsOpen => Open != OpenPart.None;

    /// <summary>Whether the version is within. Whether prereleases count at all has been asked before.</summary>
    public bool Admits(SemanticVersion version) => Operator switch
    {
        "!=" => Differs(version),
        ">" => Exceeds(version),
        "<" => version.CompareTo(Version) < 0,
        ">=" or "=>" => version.CompareTo(Version) >= 0,
        "<=" or "=<" => StaysBelow(version),
        "~" or "~>" => IsNear(version),
        "^" => IsCompatible(version),
        _ => IsOpen ? IsNear(version) : version.CompareTo(Version) == 0,
    };

    private bool Differs(SemanticVersion version) => Open switch
    {
        _ when IsOpen && version.Major != Version.Major => true,
        OpenPart.All or OpenPart.None => version.CompareTo(Version) != 0,
        OpenPart.Minor => false,
        _ when version.Minor != Version.Minor => true,
        _ => version.Prerelease != Version.Prerelease,
    };

    /// <summary>More than 11 is 12, and not 11.1.</summary>
    private bool Exceeds(SemanticVersion version) =>
        !IsOpen || version.Major == Version.Major
            ? Open switch
            {
                OpenPart.Minor => false,
                OpenPart.Patch => version.Minor > Version.Minor,
                _ => version.CompareTo(Version) > 0,
            }
            : version.Major > Version.Major;

    private bool StaysBelow(SemanticVersion version) =>
        !IsOpen ? version.CompareTo(Version) <= 0
            : version.Major <= Version.Major
                && (version.Major != Version.Major || version.Minor <= Version.Minor || Open == OpenPart.Minor);

    /// <summary>The same minor version, or the same major one where the minor is left open.</summary>
    private bool IsNear(SemanticVersion version) =>
        version.CompareTo(Version) >= 0
        && ((Version is { Major: 0, Minor: 0, Patch: 0 } && Open is OpenPart.None or OpenPart.All)
            || (version.Major == Version.Major && (version.Minor == Version.Minor || Open == OpenPart.Minor)));

    /// <summary>No change of the first number that is not zero.</summary>
    private bool IsCompatible(SemanticVersion version) =>
        version.CompareTo(Version) >= 0
        && (Version.Major > 0 || Open == OpenPart.Minor ? version.Major == Version.Major
            : version.Major == 0
                && (Version.Minor > 0 || Open == OpenPart.Patch ? version.Minor == Version.Minor
                    : version.Minor == 0 && version.Patch == Version.Patch));
}
